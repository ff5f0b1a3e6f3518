import { buildKillLine, takeGroup } from './build-command-line.ts';
import type { SshLink } from './create-link.ts';
import { onExit, sendSignal, type ExitStatus, type SshChannel, type SshFailure } from './ssh2.ts';

/** A command that runs on the host. */
export interface RunningCommand {
  readonly channel: SshChannel;
  /** Resolves when the channel is closed; null where it closed without an exit status. Never rejects. */
  readonly ended: Promise<ExitStatus | null>;
  /** What it said on stderr so far; of more than 1 MiB the end. */
  readonly stderr: () => string;
  /** Ends the remote command: TERM, then KILL, then nobody waits any longer. */
  readonly stop: () => void;
}

const maxStderrCharacters = 1024 * 1024;
const killAfterMs = 3_000;
const forgetAfterMs = 5_000;

/** Follows one command. Called inside the callback that hands over its channel. `tellsGroup` as in its CommandLine. */
export function supervise(link: SshLink, channel: SshChannel, tellsGroup: boolean): RunningCommand {
  const timers: NodeJS.Timeout[] = [];
  const stderr = collectStderr(channel);
  let exit: ExitStatus | null = null;
  let isClosed = false;
  let settle: (exit: ExitStatus | null) => void = () => undefined;
  const ended = new Promise<ExitStatus | null>((resolve) => (settle = resolve));
  onExit(channel, (status) => (exit = status));
  channel.on('error', () => undefined);
  channel.on('close', () => {
    isClosed = true;
    timers.forEach(clearTimeout);
    settle(exit);
  });
  const signal = (name: 'TERM' | 'KILL'): void => {
    const group = stderr.group();
    if (group === null) {
      sendSignal(link.client, channel, name);
    } else {
      killGroup(link, group, name);
    }
  };
  return {
    channel,
    ended,
    stderr: stderr.text,
    stop: () => {
      if (isClosed || timers.length > 0) {
        return;
      }
      const forget = (): void => {
        channel.destroy();
        settle(exit);
      };
      timers.push(
        setTimeout(() => signal('KILL'), killAfterMs),
        setTimeout(forget, forgetAfterMs),
      );
      if (tellsGroup) {
        stderr.whenStarted(() => signal('TERM'));
      } else {
        signal('TERM');
      }
    },
  };
}

interface StderrCollector {
  readonly text: () => string;
  /** The process group, where the command line tells it. */
  readonly group: () => number | null;
  /** Calls back once the group is known; at once where the first words on stderr are already there, or after a short wait. */
  readonly whenStarted: (act: () => void) => void;
}

const groupWaitMs = 500;

function collectStderr(channel: SshChannel): StderrCollector {
  let text = '';
  let group: number | null = null;
  let waiting: (() => void) | null = null;
  const wake = (): void => {
    waiting?.();
    waiting = null;
  };
  channel.stderr.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-maxStderrCharacters);
    if (group === null) {
      ({ group, stderr: text } = takeGroup(text));
    }
    if (group !== null) {
      wake();
    }
  });
  return {
    text: () => text,
    group: () => group,
    whenStarted: (act) => {
      waiting = act;
      if (group !== null) {
        wake();
      } else {
        setTimeout(wake, groupWaitMs);
      }
    },
  };
}

/** Best effort: where it cannot be run, the stop goes on to its end without it. */
function killGroup(link: SshLink, group: number, name: 'TERM' | 'KILL'): void {
  if (link.brokenBy()) {
    return;
  }
  try {
    link.client.exec(buildKillLine(group, name), (error: SshFailure | undefined, channel) => {
      if (!error) {
        channel.on('error', () => undefined).resume();
        channel.stderr.resume();
        channel.end();
      }
    });
  } catch {
    // The socket is closing, and everything on the host that hangs on it with it.
  }
}
