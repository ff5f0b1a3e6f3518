import { NumberInput, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import type { AppClient } from '#contract/api.ts';
import type { PathReview } from '#contract/path.ts';
import { impairmentLimits } from '#domain/path/impair/impairment.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { useAnswer } from '#renderer/session/use-answer.ts';
import { useRun } from '#renderer/session/use-run.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { FieldRow, Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { LabelledControl } from '#renderer/ui/labelled-control.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { PlanReview } from '#renderer/ui/plan-review.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { firstImpairForm, impairKinds, toImpairment, wordsOf } from './impair-wish.ts';

const typingMs = 400;

type ImpairWish = Parameters<AppClient['path']['impair']>[0];

interface ImpairDialogProps {
  readonly hostId: string;
  readonly machine: string;
  readonly nicMac: string | null;
  readonly onClose: () => void;
}

/** Breaks the path of a machine at its tap, to see what a cloud does; the host puts it back by itself. */
export function ImpairDialog({ hostId, machine, nicMac, onClose }: ImpairDialogProps) {
  const [form, setForm] = useState(firstImpairForm);
  const { amount } = wordsOf(form.kind);
  const wish = toImpairment(form);
  const { least, most } = impairmentLimits.seconds;
  return (
    <Dialog title="Break it on purpose" isOpen isWide onClose={onClose}>
      <Stacked>
        <Fields>
          <Muted>
            To see what the cloud does when its network does not. The host itself puts it back when the time is over, and at once
            when you stop the operation.
          </Muted>
          <LabelledControl label="What happens">
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={form.kind}
                onChange={(value) => {
                  const words = impairKinds.find(({ kind }) => kind === value);
                  if (words !== undefined) {
                    setForm({ ...form, kind: words.kind, amount: words.amount?.usual ?? null });
                  }
                }}
                data={impairKinds.map(({ kind, label }) => ({ value: kind, label }))}
              />
            )}
          </LabelledControl>
          <FieldRow isEven>
            {amount !== null && (
              <NumberInput
                label={amount.label}
                description={`${amount.least.toString()} to ${amount.most.toString()}`}
                min={amount.least}
                max={amount.most}
                clampBehavior="none"
                error={wish === null && form.amount !== null && (form.amount < amount.least || form.amount > amount.most)}
                value={form.amount ?? ''}
                onChange={(value) => setForm({ ...form, amount: typeof value === 'number' ? value : null })}
              />
            )}
            <NumberInput
              label="For how many seconds"
              description={`${least.toString()} to ${most.toString()}`}
              min={least}
              max={most}
              clampBehavior="none"
              allowDecimal={false}
              error={form.seconds !== null && (form.seconds < least || form.seconds > most)}
              value={form.seconds ?? ''}
              onChange={(value) => setForm({ ...form, seconds: typeof value === 'number' ? value : null })}
            />
          </FieldRow>
        </Fields>
        {wish !== null && <Review wish={{ hostId, machine, nicMac, ...wish }} onClose={onClose} />}
      </Stacked>
    </Dialog>
  );
}

/** The review with the wish that it is of: what is confirmed is what was shown, whatever was typed since. */
interface Reviewed {
  readonly wish: ImpairWish;
  readonly review: PathReview;
}

function Review({ wish, onClose }: { readonly wish: ImpairWish; readonly onClose: () => void }) {
  const { client } = useSession();
  const { hostId, machine } = wish;
  // As text, so that the same choices are the same however often the dialog is drawn; and not at every key.
  const [choices] = useDebouncedValue(JSON.stringify(wish), typingMs);
  const ask = useCallback(
    async ({ path }: AppClient, signal: AbortSignal) => {
      const asked = JSON.parse(choices) as ImpairWish;
      return { wish: asked, review: await path.reviewImpairment(asked, { signal }) };
    },
    [choices],
  );
  const { value: reviewed, status, reload } = useAnswer<Reviewed>(ask);
  const { status: running, run } = useRun(hostId, { kind: 'machine', hostId, machine, tab: 'path' });
  if (reviewed === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The host could not be looked at" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Looking at the tap" rows={3} />
    );
  }
  return (
    <PlanReview
      {...reviewed.review}
      status={running}
      onConfirm={() => void run(client.path.impair(reviewed.wish))}
      onBack={onClose}
    />
  );
}
