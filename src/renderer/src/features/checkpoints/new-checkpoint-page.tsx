import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { consistency, isCheckpointName } from '#domain/checkpoints/checkpoint.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { useGo, useReading, useSession } from '#renderer/session/session-context.tsx';
import { useRun } from '#renderer/session/use-run.ts';
import { FieldRow, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { CheckpointReviewView, isAllowed } from './checkpoint-review.tsx';
import { useCheckpointReview } from './use-checkpoint-review.ts';

/** Name, machines, room for changes; then the plan, and the button that runs it. */
export function NewCheckpointPage({ hostId }: { readonly hostId: string }) {
  const { client } = useSession();
  const go = useGo();
  const machines = useReading(hostId).reading?.machines.filter(({ definition }) => definition !== null) ?? null;
  const [name, setName] = useState('');
  const [left, setLeft] = useState<readonly string[]>([]);
  const [roomGiB, setRoomGiB] = useState<number | null>(null);
  const beginning = useRun(hostId, { kind: 'host', hostId, tab: 'checkpoints' });
  const chosen = machines?.map((machine) => machine.name).filter((each) => !left.includes(each)) ?? [];
  const input = { hostId, name, machines: chosen, roomGiB };
  const { review, status, reload } = useCheckpointReview(isCheckpointName(name) ? JSON.stringify(input) : null, (signal) =>
    client.checkpoints.reviewCreation(input, { signal }),
  );
  if (machines === null) {
    return <Loading what="Reading the host and all its machines" />;
  }
  const hasClassic = machines.some(({ name: each, definition }) => chosen.includes(each) && definition?.disk.kind === 'lvm');
  return (
    <Sections>
      <Muted>{consistency}</Muted>
      <Sections isNarrow>
        <Fields>
          <FieldRow isEven>
            <NameField name={name} onChange={setName} />
            {hasClassic && <RoomField roomGiB={roomGiB} onChange={setRoomGiB} />}
          </FieldRow>
          <MachineChoice machines={machines} chosen={chosen} onChange={(next) => setLeft(toLeft(machines, next))} />
        </Fields>
      </Sections>
      <CheckpointReviewView review={review} status={status} onRetry={reload} />
      {beginning.status.kind === 'failed' && (
        <ProblemView title="The checkpoint was not made" problem={beginning.status.problem} />
      )}
      <FormActions>
        <Button
          variant="filled"
          disabled={!isAllowed(review)}
          loading={beginning.status.kind === 'loading'}
          onClick={() => void beginning.run(client.checkpoints.create(input))}
        >
          Make checkpoint
        </Button>
        <Button onClick={() => go({ kind: 'host', hostId, tab: 'checkpoints' })}>Cancel</Button>
      </FormActions>
    </Sections>
  );
}

function toLeft(machines: readonly Machine[], chosen: readonly string[]): readonly string[] {
  return machines.map(({ name }) => name).filter((name) => !chosen.includes(name));
}

function NameField({ name, onChange }: { readonly name: string; readonly onChange: (name: string) => void }) {
  return (
    <TextInput
      label="Name"
      description="Lower-case letters, digits, - and _"
      placeholder="before-upgrade"
      value={name}
      spellCheck={false}
      autoComplete="off"
      error={name === '' || isCheckpointName(name) ? null : 'Begin with a letter or digit, then letters, digits, - or _'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface RoomFieldProps {
  readonly roomGiB: number | null;
  readonly onChange: (roomGiB: number | null) => void;
}

function RoomField({ roomGiB, onChange }: RoomFieldProps) {
  return (
    <NumberInput
      label="Room for changes of each volume"
      description="If more is written, its snapshot is lost"
      placeholder="A fifth of each disk"
      suffix=" GiB"
      min={0.0625}
      value={roomGiB ?? ''}
      onChange={(value) => onChange(typeof value === 'number' && value > 0 ? value : null)}
    />
  );
}

interface MachineChoiceProps {
  readonly machines: readonly Machine[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function MachineChoice({ machines, chosen, onChange }: MachineChoiceProps) {
  return (
    <Checkbox.Group
      label="Machines"
      description="All of them at the same moment. Those that run stand still for it and go on."
      value={[...chosen]}
      onChange={onChange}
    >
      {machines.map(({ name, state }) => (
        <Checkbox key={name} mt={6} value={name} label={`${name}, ${state.kind === 'running' ? 'running' : 'stopped'}`} />
      ))}
    </Checkbox.Group>
  );
}
