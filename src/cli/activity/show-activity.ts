import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { unreachable } from '#domain/unreachable.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readHost } from '../hosts/use-host.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { listHosts } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration, formatTime } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';

/** The log lives as long as the process, so one reading is made first: what it ran is what a person wants to see. */
export async function showActivity(invocation: Invocation, wanted: string | undefined): Promise<ExitCode> {
  const host = chooseHost(await listHosts(invocation), wanted);
  await readHost(invocation, host);
  const { client } = await invocation.session();
  const commands = await client.activity.commands({ hostId: host.id }, { signal: invocation.signal });
  await invocation.output.answer({ host: { id: host.id, name: host.name }, commands }, (paint) =>
    commands.map((command) => drawCommand(command, paint)).join('\n'),
  );
  return exitCodes.done;
}

function drawCommand(command: RemoteCommand, paint: Paint): string {
  const head = `${paint.dim(formatTime(command.atEpochMs))}  ${command.purpose}  ${drawState(command.state)}`;
  return [head, ...command.command.split('\n').map((line) => paint.dim(`    ${line}`))].join('\n');
}

function drawState(state: RemoteCommand['state']): string {
  switch (state.kind) {
    case 'running':
      return 'running';
    case 'ended':
      return `exit code ${state.exitCode}, ${formatDuration(state.durationMs)}, ${formatBytes(state.bytesRead)} read`;
    case 'failed':
      return `failed after ${formatDuration(state.durationMs)}: ${state.reason}`;
    default:
      return unreachable(state, 'command state');
  }
}
