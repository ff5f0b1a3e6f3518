import { managerSentences } from '#domain/machines/describe-manager.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { Columns, Sections } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { Term } from '#renderer/ui/term.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { toOptionLines } from '#renderer/ui/to-option-lines.ts';
import { MachineCondition } from './machine-condition.tsx';
import { MachineOperation } from './machine-operation.tsx';
import { describeConsole, describeRole, describeSize, toMachineTone, toStateWord } from './machine-words.ts';

/** What the machine is, and the exact command line it runs with. */
export function MachineOverview({ hostId, machine }: { readonly hostId: string; readonly machine: Machine }) {
  const isRunning = machine.state.kind === 'running';
  return (
    <Sections>
      <MachineOperation hostId={hostId} machine={machine} />
      <MachineCondition hostId={hostId} machine={machine} />
      {machine.owner === 'foreign' && (
        <Banner tone="unknown" word="Foreign">
          {machine.manager === null ? 'Somebody or something else started this machine.' : managerSentences[machine.manager]} It
          is shown so that nothing collides with it, and not touched.
        </Banner>
      )}
      <Columns>
        <Section title="Machine">
          <FactList rows={toMachineRows(machine)} />
        </Section>
        <Section title="Devices">
          <FactList rows={toDeviceRows(machine)} />
        </Section>
      </Columns>
      <Section title="QEMU command line" aside={isRunning ? 'as its process has it' : 'as it was launched with'}>
        {machine.argv.length === 0 ? (
          <p>The command line could not be read.</p>
        ) : (
          <CommandBlock label="QEMU command line" command={quoteArgv(machine.argv)} lines={toOptionLines(machine.argv)} />
        )}
      </Section>
    </Sections>
  );
}

function toMachineRows(machine: Machine): readonly FactRow[] {
  const { state, definition } = machine;
  return [
    { label: 'State', isWords: true, value: <StateMark tone={toMachineTone(machine)} word={toStateWord(machine)} /> },
    ...(state.kind === 'running' ? [{ label: 'Process', value: `pid ${state.pid.toString()}` }] : []),
    ...(state.kind === 'running' && state.sinceEpochMs !== null
      ? [{ label: 'Started', isWords: true, value: <TimeAgo epochMs={state.sinceEpochMs} /> }]
      : []),
    { label: 'Role', isWords: true, value: describeRole(machine) },
    { label: 'Size', value: describeSize(machine), ...describeNextSize(machine) },
    { label: 'Installer', value: machine.isoPath ?? 'none', ...(machine.isoPath !== null && { copy: machine.isoPath }) },
    ...(definition === null
      ? []
      : [
          { label: 'Starts from', isWords: true, value: definition.boot === 'disk-first' ? 'its disk' : 'the CD' },
          {
            label: 'With the host',
            isWords: true,
            value: definition.autostart ? 'started when the host comes up' : 'not started',
          },
          {
            label: definition.origin.kind === 'adopted' ? 'Adopted by' : 'Launched by',
            isWords: true,
            value: definition.createdBy,
            note: <TimeAgo epochMs={definition.createdEpochMs} />,
          },
        ]),
  ];
}

/** RAM and processors that wait for the next start. */
function describeNextSize({ definition, memoryMiB, vcpus, state }: Machine): { readonly note?: string } {
  const isSame = definition === null || (definition.memoryMiB === memoryMiB && definition.vcpus === vcpus);
  return isSame || state.kind !== 'running'
    ? {}
    : { note: `${describeSize({ memoryMiB: definition.memoryMiB, vcpus: definition.vcpus })} from its next start` };
}

function toDeviceRows(machine: Machine): readonly FactRow[] {
  const nics = machine.nics.map((nic, index) => ({
    label: machine.nics.length === 1 ? 'Network card' : `Network card ${(index + 1).toString()}`,
    value: nic.mac ?? 'MAC unknown',
    ...(nic.mac !== null && { copy: nic.mac }),
    note: (
      <>
        {nic.model ?? 'unknown model'}, <Term name="tap">tap</Term> {nic.tap ?? 'unknown'} on <Term name="bridge">bridge</Term>{' '}
        {nic.bridge ?? 'unknown'}
      </>
    ),
  }));
  const volumes = machine.volumes.map(({ path, sizeBytes }, index) => ({
    label: machine.volumes.length === 1 ? 'Disk' : `Disk ${(index + 1).toString()}`,
    value: path,
    copy: path,
    note: sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes),
  }));
  return [
    ...nics,
    ...volumes,
    { label: 'Screen', value: describeConsole(machine) },
    { label: 'Control', value: machine.qmpSocketPath ?? 'no QMP socket' },
  ];
}
