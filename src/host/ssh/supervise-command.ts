import type { CommandRecord } from '#core/ports/command-recorder.ts';
import type { HostError } from '#core/ports/host-error.ts';
import { takeGroup, type CommandLine } from './build-command-line.ts';
import type { SshLink } from './create-link.ts';
import { endedWithoutStatus, explainCommandFailure } from './explain-command-failure.ts';
import { killGroup } from './kill-group.ts';
import { countBytes, onExit, sendSignal, type ExitStatus, type SshChannel } from './ssh2.ts';

/** A command that runs on the host. */
export interface RunningCommand {
  readonly channel: SshChannel;
  /** Resolves when the channel is closed; null where it closed without an exit status. Never rejects. */
  readonly ended: Promise<ExitStatus | null>;
  /** What it said on stderr so far; of more than 1 MiB the end. */
  readonly stderr: () => string;
  /** Ends the remote command: TERM, then KILL, then nobody waits any longer. Without a reason: nobody wants to hear more of it. */
  readonly stop: (reason: HostError | null) => void;
}

const maxStderrCharacters = 1024 * 1024;
const killAfterMs = 3_000;
const forgetAfterMs = 5_000;
/** What a shell says of a command that TERM ended. */
const endedByTerm = 128 + 15;

/** Follows one command to its end, and writes that down. Called inside the callback that hands over its channel. */
export function supervise(link: SshLink, channel: SshChannel, line: CommandLine, record: CommandRecord): RunningCommand {
  const timers: NodeJS.Timeout[] = [];
  const bytesRead = countBytes(channel);
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
    writeEnd(exit);
    settle(exit);
  });
  const writeEnd = (status: ExitStatus | null): void => {
    const wasLeft = timers.length > 0;
    const failure = status
      ? explainCommandFailure(line.request, status, stderr.text(), link.name)
      : (link.brokenBy() ?? endedWithoutStatus(line.request, link.name));
    if (failure && !wasLeft) {
      record.fail(failure);
    } else {
      record.end({ exitCode: status?.code ?? endedByTerm, bytesRead: bytesRead() });
    }
  };
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
    stop: (reason) => {
      if (isClosed || timers.length > 0) {
        return;
      }
      if (reason) {
        record.fail(reason);
      }
      const forget = (): void => {
        channel.destroy();
        settle(exit);
      };
      timers.push(
        setTimeout(() => signal('KILL'), killAfterMs),
        setTimeout(forget, forgetAfterMs),
      );
      if (line.tellsGroup) {
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
