import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TraceOrigin } from '#domain/path/trace/trace-probe.ts';
import { FieldRow, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { LabelledControl } from '#renderer/ui/labelled-control.tsx';
import { checkWish, firstWish, type TraceWish } from './trace-wish.ts';
import { WayInFields } from './way-in-fields.tsx';

interface TraceFormProps {
  readonly isRunning: boolean;
  /** What it does now. */
  readonly stage: string;
  readonly onStart: (wish: TraceWish) => void;
  readonly onStop: () => void;
}

const origins: readonly { readonly value: TraceOrigin; readonly label: string }[] = [
  { value: 'laptop', label: 'this laptop' },
  { value: 'host', label: 'the host' },
  { value: 'machine', label: 'the machine' },
  { value: 'nested', label: 'the instance' },
];

/** From where, to what, and with which packets. */
export function TraceForm({ isRunning, stage, onStart, onStop }: TraceFormProps) {
  const [wish, setWish] = useState(firstWish);
  const [wasAsked, setAsked] = useState(false);
  const errors = checkWish(wish);
  const shown = wasAsked ? errors : {};
  const change = (part: Partial<TraceWish>) => setWish({ ...wish, ...part });
  return (
    <form
      aria-label="Trace"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!isRunning && Object.keys(errors).length === 0) {
          onStart(wish);
        }
      }}
    >
      <Fields>
        <FieldRow isEven>
          <Select
            label="Probes start at"
            allowDeselect={false}
            data={[...origins]}
            value={wish.from}
            onChange={(value) => change({ from: origins.find((each) => each.value === value)?.value ?? wish.from })}
          />
          <TextInput
            label="and go to"
            placeholder="the first instance, else the machine"
            spellCheck={false}
            value={wish.to}
            error={shown.to}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
        </FieldRow>
        <FieldRow isEven>
          <LabelledControl label="Packets">
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={wish.protocol}
                onChange={(value) => change({ protocol: value === 'tcp' || value === 'udp' ? value : 'icmp' })}
                data={[
                  { value: 'icmp', label: 'Ping' },
                  { value: 'tcp', label: 'TCP' },
                  { value: 'udp', label: 'UDP' },
                ]}
              />
            )}
          </LabelledControl>
          {wish.protocol !== 'icmp' && (
            <TextInput
              label="Port"
              inputMode="numeric"
              placeholder={wish.protocol === 'tcp' ? '22' : '33434'}
              value={wish.port}
              error={shown.port}
              onChange={(event) => change({ port: event.currentTarget.value })}
            />
          )}
        </FieldRow>
        <WayInFields wish={wish} errors={shown} onChange={change} />
        <Checkbox
          label="Have the kernels tell what they do to the probes"
          description="Puts rules that mark the probes alone into the packet filter of every place that is looked into, and needs root there. All of it is taken away at the end, by itself if the line is cut."
          checked={wish.mayAskKernels}
          onChange={(event) => change({ mayAskKernels: event.currentTarget.checked })}
        />
        <FormActions>
          <Button type="submit" variant="filled" loading={isRunning}>
            Send probes
          </Button>
          {isRunning && <Button onClick={onStop}>Stop trace</Button>}
          <Muted>
            {isRunning
              ? stage
              : wish.mayAskKernels
                ? 'Leaves nothing behind anywhere.'
                : 'Changes nothing, and leaves nothing running anywhere.'}
          </Muted>
        </FormActions>
      </Fields>
    </form>
  );
}
