import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { describeConsole, describeRole, describeSize, toStateWord } from '#renderer/features/machines/machine-words.ts';
import type { Inspection, InspectorFact } from '#renderer/session/create-inspector-store.ts';
import { formatBytes } from '#domain/format-bytes.ts';

export function inspectMachine(machine: Machine, facts: HostFacts): Inspection {
  const running = facts.processes.command;
  const fact = (label: string, value: string | null, command: string | null = running): readonly InspectorFact[] =>
    value === null ? [] : [{ label, value, command }];
  return {
    key: `machine:${machine.name}`,
    title: machine.name,
    kind: machine.owner === 'foreign' ? 'foreign machine' : describeRole(machine),
    readAtEpochMs: facts.readAtEpochMs,
    warnings: [],
    facts: [
      ...fact(
        'State',
        machine.state.kind === 'running' ? `${toStateWord(machine)}, pid ${machine.state.pid.toString()}` : toStateWord(machine),
      ),
      ...fact('Size', describeSize(machine)),
      ...machine.nics.flatMap((nic, index) => fact(`MAC ${(index + 1).toString()}`, nic.mac)),
      ...machine.nics.flatMap((nic, index) => fact(`Tap ${(index + 1).toString()}`, nic.tap)),
      ...fact('Installer', machine.isoPath),
      ...fact('Screen', describeConsole(machine)),
      ...machine.volumes.flatMap(({ path, sizeBytes }) =>
        fact(path, sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes), facts.storage.volumes.command),
      ),
      ...(machine.definition === null
        ? []
        : [
            ...fact('UUID', machine.definition.uuid, facts.definitions.command),
            ...fact('Launched by', machine.definition.createdBy, facts.definitions.command),
            ...fact('IP address, as planned', machine.definition.addresses?.ip ?? null, facts.definitions.command),
          ]),
    ],
  };
}
