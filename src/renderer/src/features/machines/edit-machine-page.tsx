import { Button, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import { useGo, useMachine } from '#renderer/session/session-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { FieldRow, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { LabelledControl } from '#renderer/ui/labelled-control.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ActionReviewView } from './action-review.tsx';
import { toChange, toEditValues, type EditValues } from './edit-values.ts';
import type { IsoPickerProps } from './launch-page.tsx';
import { useActionReview } from './use-action-review.ts';

interface EditMachinePageProps {
  readonly hostId: string;
  readonly name: string;
  readonly renderIsoPicker: (props: IsoPickerProps) => ReactNode;
}

/** Changes what a machine is. Nothing runs before it was reviewed. */
export function EditMachinePage({ hostId, name, renderIsoPicker }: EditMachinePageProps) {
  const machine = useMachine(hostId, name);
  if (machine === null) {
    return <Loading what="Reading the machine" />;
  }
  if (machine.definition === null) {
    return (
      <EmptyState title={`${name} cannot be edited`}>
        Somebody else started it, so nothing is written down about it that could be changed. Adopt it first.
      </EmptyState>
    );
  }
  const isRunning = machine.state.kind === 'running';
  return <EditForm hostId={hostId} definition={machine.definition} isRunning={isRunning} renderIsoPicker={renderIsoPicker} />;
}

interface EditFormProps extends Pick<EditMachinePageProps, 'hostId' | 'renderIsoPicker'> {
  readonly definition: MachineDefinition;
  readonly isRunning: boolean;
}

function EditForm({ hostId, definition, isRunning, renderIsoPicker }: EditFormProps) {
  const { name } = definition;
  const go = useGo();
  const [values, setValues] = useState(() => toEditValues(definition));
  const { reviewed, status, request, reset } = useActionReview(hostId, name);
  const change = (more: Partial<EditValues>) => setValues({ ...values, ...more });
  const changed = toChange(definition, values);
  const back = { kind: 'machine', hostId, machine: name, tab: 'overview' } as const;
  if (reviewed !== null) {
    return <ActionReviewView hostId={hostId} name={name} {...reviewed} onBack={reset} leadsTo={back} />;
  }
  return (
    <Sections isNarrow>
      {status.kind === 'failed' && <ProblemView title="The change cannot be made so" problem={status.problem} />}
      <Section title="From its next start on">
        {definition.origin.kind === 'adopted' && (
          <Muted>It was adopted and is started with the words of whoever made it, so these stay as they are.</Muted>
        )}
        <SizeFields values={values} onChange={change} isFixed={definition.origin.kind === 'adopted'} />
      </Section>
      <Section title={isRunning ? 'At once, while it runs' : 'Disk and CD'}>
        <Fields>
          <NumberInput
            label="Disk"
            suffix=" GiB"
            min={definition.disk.sizeGiB}
            step={10}
            description={`${definition.disk.sizeGiB.toString()} GiB now; it can only grow`}
            value={values.diskGiB}
            onChange={(value) => change({ diskGiB: typeof value === 'number' ? value : 0 })}
          />
          {renderIsoPicker({ hostId, value: values.isoPath, onChange: (isoPath) => change({ isoPath }), error: null })}
        </Fields>
      </Section>
      <Section title="With the host">
        <Switch
          label="Start it when the host comes up"
          description="By a small systemd unit that is installed on the host for this, and removed with the last machine that wants it"
          checked={values.autostart}
          onChange={(event) => change({ autostart: event.currentTarget.checked })}
        />
      </Section>
      <FormActions>
        <Button
          variant="filled"
          disabled={Object.keys(changed).length === 0}
          loading={status.kind === 'loading'}
          onClick={() => void request({ kind: 'change', change: changed })}
        >
          Review changes
        </Button>
        <Button onClick={() => go(back)}>Leave {name} as it is</Button>
      </FormActions>
    </Sections>
  );
}

interface SizeFieldsProps {
  readonly values: EditValues;
  readonly onChange: (more: Partial<EditValues>) => void;
  readonly isFixed: boolean;
}

function SizeFields({ values, onChange, isFixed }: SizeFieldsProps) {
  const toNumber = (value: number | string) => (typeof value === 'number' ? value : 0);
  return (
    <Fields>
      <FieldRow isEven>
        <NumberInput
          label="Memory"
          suffix=" MiB"
          step={256}
          disabled={isFixed}
          value={values.memoryMiB}
          onChange={(value) => onChange({ memoryMiB: toNumber(value) })}
        />
        <NumberInput
          label="Virtual CPUs"
          disabled={isFixed}
          value={values.vcpus}
          onChange={(value) => onChange({ vcpus: toNumber(value) })}
        />
      </FieldRow>
      <LabelledControl label="Boots first from">
        {(labelId) => (
          <SegmentedControl
            aria-labelledby={labelId}
            disabled={isFixed}
            value={values.boot}
            onChange={(value) => onChange({ boot: value === 'cd-first' ? 'cd-first' : 'disk-first' })}
            data={[
              { value: 'disk-first', label: 'Disk' },
              { value: 'cd-first', label: 'CD' },
            ]}
          />
        )}
      </LabelledControl>
    </Fields>
  );
}
