import type { ByteStream, RunRequest } from '#core/ports/host-shell.ts';
import { HostError } from '#core/ports/host-error.ts';
import { buildCommandLine } from './build-command-line.ts';
import type { SshLink } from './create-link.ts';
import { openCommand } from './open-command.ts';
import type { Session } from './session.ts';
import type { RunningCommand } from './supervise-command.ts';
import type { SshChannel } from './ssh2.ts';
import { toByteStream } from './to-byte-stream.ts';

// Says OK once connected, then copies both ways: 629 MB/s measured, against 792 for sshd's own forward.
const relay = `
import os, select, socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
os.write(1, b"OK\\n")
f = s.fileno()
ins = [0, f]
while 1:
    for r in select.select(ins, [], [])[0]:
        b = os.read(r, 65536)
        if r == 0 and b:
            s.sendall(b)
        elif r == 0:
            s.shutdown(1)
            ins.remove(0)
        elif not b:
            sys.exit()
        while r != 0 and b:
            b = b[os.write(1, b):]
`;

/** A unix socket that only root may open, through python3 under `sudo -n`. Takes one of sshd's sessions while it is open. */
export async function openSocketRelay({ link, pool }: Session, path: string, purpose: string): Promise<ByteStream> {
  const request: RunRequest = {
    purpose: `${purpose}, as root`,
    command: { kind: 'argv', argv: ['python3', '-c', relay, path] },
    asRoot: true,
  };
  const place = await pool.enter('stream');
  try {
    return await new Promise<ByteStream>((resolve, reject) => {
      openCommand(link, pool, buildCommandLine(request, 'sudo'), (running) => {
        waitForGreeting(running, link, path).then(resolve, reject);
        void running.ended.then(() => place.leave());
      }).catch(reject);
    });
  } catch (error) {
    place.leave();
    throw error;
  }
}

function waitForGreeting({ channel, ended, stop, stderr }: RunningCommand, link: SshLink, path: string): Promise<ByteStream> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    let isGreeted = false;
    const onReadable = (): void => {
      // Byte by byte at most three: what follows belongs to the stream.
      while (seen.length < 3) {
        const chunk = channel.read(1) as Buffer | null;
        if (!chunk) {
          return;
        }
        seen = Buffer.concat([seen, chunk]);
      }
      channel.removeListener('readable', onReadable);
      channel.pause();
      isGreeted = true;
      resolve(endingRelay(channel, stop, () => link.brokenBy()?.message ?? null));
    };
    channel.on('readable', onReadable);
    void ended.then(() => {
      if (!isGreeted) {
        reject(link.brokenBy() ?? explainRelay(link.name, path, stderr()));
      }
    });
  });
}

/** Closing ends the relay too: it would notice an end of input, but not while it waits to write. */
function endingRelay(channel: SshChannel, stop: RunningCommand['stop'], whyClosed: () => string | null): ByteStream {
  const stream = toByteStream(channel, whyClosed);
  return {
    ...stream,
    close: () => {
      stop(null);
      stream.close();
    },
  };
}

function explainRelay(linkName: string, path: string, stderr: string): HostError {
  const raw = stderr.trim() || undefined;
  if (/python3/.test(stderr) && /No such file|not found/.test(stderr)) {
    return new HostError(
      'missing-on-host',
      `The socket ${path} on ${linkName} needs root, and the host has no python3 to relay it`,
      {
        hint: 'Install python3 there, or log in as root.',
        raw,
      },
    );
  }
  return new HostError('unreachable', `Nothing answers at the socket ${path} on ${linkName}`, {
    hint: 'The program that made it may have ended.',
    raw,
  });
}
