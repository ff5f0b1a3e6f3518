import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import type { Inspection } from '#renderer/session/create-inspector-store.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration, formatMoment } from '#renderer/ui/format.ts';

/** Those of a host whose command or purpose holds every word of the filter, whatever their case. */
export function filterCommands(
  commands: readonly RemoteCommand[],
  hostId: string | null,
  filter: string,
): readonly RemoteCommand[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const text = `${command.command} ${command.purpose}`.toLowerCase();
    return (hostId === null || command.hostId === hostId) && words.every((word) => text.includes(word));
  });
}

export function toCommandInspection(command: RemoteCommand): Inspection {
  const { state } = command;
  const fact = (label: string, value: string) => ({ label, value, command: null });
  return {
    key: `command:${command.sequence.toString()}`,
    title: command.purpose,
    kind: 'remote command',
    readAtEpochMs: null,
    warnings: state.kind === 'failed' ? [state.reason] : [],
    facts: [
      fact('Command', command.command),
      fact('Began', formatMoment(command.atEpochMs)),
      ...(state.kind === 'running' ? [] : [fact('Took', formatDuration(state.durationMs))]),
      ...(state.kind === 'ended'
        ? [fact('Exit code', state.exitCode.toString()), fact('Read', formatBytes(state.bytesRead))]
        : []),
    ],
  };
}
