import type { CommandRecord, CommandRecorder } from '#core/ports/command-recorder.ts';
import type { SocketTarget } from '#core/ports/host-shell.ts';
import type { TerminalScreen } from '#domain/terminals/terminal.ts';
import { countBytes, toChannelOpener, type SshChannel, type SshClient, type SshFailure } from './ssh2.ts';

export type OnOpen = (error: SshFailure | undefined, channel: SshChannel) => void;

/** Everything that one connection is asked to do is asked here, and written down before it is sent. */
export interface Channels {
  /** One command is one record, however often sshd has to be asked for a session. */
  begin(purpose: string, command: string): CommandRecord;
  /** Whoever began the record settles it. Throws where the socket is closing. */
  exec(record: CommandRecord, line: string, onOpen: OnOpen): void;
  /** The same for a login shell. */
  shell(record: CommandRecord, screen: TerminalScreen | null, onOpen: OnOpen): void;
  /** The record ends with the forward. Throws where the socket is closing. */
  forward(purpose: string, target: SocketTarget, onOpen: OnOpen): void;
}

export function createChannels(client: SshClient, recorder: CommandRecorder): Channels {
  const opener = toChannelOpener(client);
  let broken: SshFailure | null = null;
  client.on('error', (error: SshFailure) => (broken ??= error));

  const begin = (purpose: string, command: string): CommandRecord => recorder.begin(purpose, command);
  return {
    begin,
    exec: (_record, line, onOpen) => void opener.exec(line, onOpen),
    shell: (_record, screen, onOpen) =>
      void opener.shell(
        screen !== null && { term: screen.type, cols: screen.columns, rows: screen.rows, width: 0, height: 0 },
        onOpen,
      ),
    forward: (purpose, target, onOpen) => {
      const record = begin(purpose, `forward to ${describeSocket(target)}`);
      const whenOpen: OnOpen = (error, channel) => {
        if (error) {
          record.fail(error);
        } else {
          const bytesRead = countBytes(channel);
          channel.on('close', () => (broken ? record.fail(broken) : record.end({ exitCode: 0, bytesRead: bytesRead() })));
        }
        onOpen(error, channel);
      };
      try {
        if (target.kind === 'unix') {
          opener.openssh_forwardOutStreamLocal(target.path, whenOpen);
        } else {
          opener.forwardOut('127.0.0.1', 0, target.address, target.port, whenOpen);
        }
      } catch (error) {
        record.fail(error);
        throw error;
      }
    },
  };
}

function describeSocket(target: SocketTarget): string {
  return target.kind === 'unix' ? target.path : `${target.address}:${target.port}`;
}
