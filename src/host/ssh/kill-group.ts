import { buildKillLine } from './build-command-line.ts';
import type { SshLink } from './create-link.ts';
import { onExit } from './ssh2.ts';

/** Best effort: where it cannot be run, the stop goes on to its end without it. */
export function killGroup(link: SshLink, group: number, signal: 'TERM' | 'KILL'): void {
  if (link.brokenBy()) {
    return;
  }
  const line = buildKillLine(group, signal);
  const record = link.channels.begin('End a command that was stopped', line);
  try {
    link.channels.exec(record, line, (error, channel) => {
      if (error) {
        record.fail(error);
        return;
      }
      onExit(channel, ({ code }) => record.end({ exitCode: code ?? 0, bytesRead: 0 }));
      channel.on('error', () => undefined).on('close', () => record.fail('It ended without an exit status.'));
      channel.resume();
      channel.stderr.resume();
      channel.end();
    });
  } catch (error) {
    // The socket is closing, and everything on the host that hangs on it with it.
    record.fail(error);
  }
}
