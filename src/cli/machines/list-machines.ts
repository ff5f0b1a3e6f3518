import { managerNames } from '#domain/machines/describe-manager.ts';
import { toStateWord } from '#domain/machines/describe-state.ts';
import type { Machine, MachineState } from '#domain/machines/machine.ts';
import { listRemovals } from '#domain/removals/list-removals.ts';
import { unreachable } from '#domain/unreachable.ts';
import { exitCodes, toExitCode, type ExitCode } from '../exit-codes.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { listHosts, readHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes, formatMiB } from '#domain/format-bytes.ts';
import type { Paint } from '../terminal/paint.ts';
import { describeRemoval } from './describe-removal.ts';
import { readHosts, type HostWithMachines } from './find-machine.ts';

/** The machines of one host, or of all. A host that cannot be read is told and does not hide the others. */
export async function listMachines(invocation: Invocation, wanted: string | undefined): Promise<ExitCode> {
  const { output } = invocation;
  const hosts = await listHosts(invocation);
  if (wanted !== undefined || hosts.length === 0) {
    const host = chooseHost(hosts, wanted);
    const { machines, facts } = await readHost(invocation, host);
    await answer(invocation, [{ host, machines, removals: listRemovals(facts) }], []);
    return exitCodes.done;
  }
  const { read, unread } = await readHosts(invocation, hosts);
  const problems = unread.map(({ host, problem }) => ({ hostId: host.id, host: host.name, problem }));
  await answer(invocation, read, problems);
  unread.forEach(({ host, problem }) =>
    output.warn([`${host.name}: ${problem.message}`, problem.hint ?? ''].join('\n').trimEnd()),
  );
  return unread[0] ? toExitCode(unread[0].problem.code) : exitCodes.done;
}

async function answer({ output }: Invocation, read: readonly HostWithMachines[], problems: readonly object[]): Promise<void> {
  const machines = read.flatMap(({ host, machines }) =>
    machines.map((machine) => ({ hostId: host.id, host: host.name, ...machine })),
  );
  const removed = read.flatMap(({ host, removals }) => removals.map((view) => ({ hostId: host.id, host: host.name, ...view })));
  await output.answer({ machines, removed, problems }, async (paint) => {
    const told = removed.map((view) => `${paint.yellow('removed')} ${view.host}: ${describeRemoval(view)}`).join('\n');
    if (machines.length === 0) {
      return [told, 'No machines yet. Launch one with `nutshell launch HOST --role ciab --iso PATH`.'].filter(Boolean).join('\n');
    }
    const rows = machines.map((machine) => toRow(machine, machine.host, paint));
    const table = await drawTable(['MACHINE', 'HOST', 'STATE', 'OWNER', 'RAM', 'CPUS', 'DISK', 'MAC', 'CONSOLE'], rows, paint);
    return [table, told].filter(Boolean).join('\n\n');
  });
}

function toRow(machine: Machine, host: string, paint: Paint): readonly string[] {
  return [
    machine.name,
    host,
    drawState(machine.state, paint),
    machine.manager === null ? machine.owner : managerNames[machine.manager],
    machine.memoryMiB === null ? '?' : formatMiB(machine.memoryMiB),
    machine.vcpus === null ? '?' : String(machine.vcpus),
    machine.volumes.map(({ path, sizeBytes }) => (sizeBytes === null ? path : `${path} ${formatBytes(sizeBytes)}`)).join(', ') ||
      '-',
    machine.nics.map((nic) => nic.mac ?? '?').join(', ') || '-',
    drawConsole(machine),
  ];
}

function drawState(state: MachineState, paint: Paint): string {
  switch (state.kind) {
    case 'running':
      return `${(state.isPaused ? paint.yellow : paint.green)(toStateWord(state))} ${state.pid}`;
    case 'stopped':
      return (state.how.kind === 'died' || state.how.kind === 'host-restarted' ? paint.red : paint.dim)(toStateWord(state));
    default:
      return unreachable(state, 'machine state');
  }
}

function drawConsole({ console }: Machine): string {
  switch (console.kind) {
    case 'unix':
      return 'socket';
    case 'tcp':
      return `${console.address}:${console.port}`;
    case 'none':
      return '-';
    default:
      return unreachable(console, 'machine console');
  }
}
