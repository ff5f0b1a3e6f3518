import type { ByteStream, SocketTarget } from '#core/ports/host-shell.ts';
import type { HostError } from '#core/ports/host-error.ts';
import type { SshLink } from './create-link.ts';
import type { Session } from './session.ts';
import { explainSocketFailure } from './explain-socket-failure.ts';
import { openSocketRelay } from './open-socket-relay.ts';
import { inspectSocket } from './inspect-socket.ts';
import { connectFailedReason, widenWindow, type SshChannel, type SshFailure } from './ssh2.ts';
import { toByteStream } from './to-byte-stream.ts';

const forwardWindowBytes = 4 * 1024 * 1024;

/**
 * A socket on the host, through sshd's own forwarding, which does not count against MaxSessions. sshd opens unix sockets as the login
 * user; one that only root may open goes through a relay under sudo where that works.
 */
export async function openSocket(session: Session, target: SocketTarget, purpose: string): Promise<ByteStream> {
  const { link, privilege } = session;
  const opening = await openForward(link, target, purpose);
  if (opening.kind === 'open') {
    widenWindow(link.client, opening.channel, forwardWindowBytes);
    return toByteStream(opening.channel, () => link.brokenBy()?.message ?? null);
  }
  const broken = link.brokenBy();
  if (broken) {
    throw broken;
  }
  if (target.kind !== 'unix' || opening.error.reason !== connectFailedReason) {
    throw explainSocketFailure(link.name, target, opening.error, null);
  }
  // sshd gives the same answer for a missing socket and a forbidden one.
  const finding = await inspectSocket(session, target.path);
  if (privilege === 'sudo' && finding === 'forbidden') {
    return openSocketRelay(session, target.path, purpose);
  }
  throw explainSocketFailure(link.name, target, opening.error, finding);
}

type Opening = { readonly kind: 'open'; readonly channel: SshChannel } | { readonly kind: 'failed'; readonly error: SshFailure };

function openForward(link: SshLink, target: SocketTarget, purpose: string): Promise<Opening> {
  return new Promise((resolve, reject) => {
    const broken: HostError | null = link.brokenBy();
    if (broken) {
      reject(broken);
      return;
    }
    const onOpen = (error: SshFailure | undefined, channel: SshChannel): void =>
      resolve(error ? { kind: 'failed', error } : { kind: 'open', channel });
    try {
      link.channels.forward(purpose, target, onOpen);
    } catch (error) {
      resolve({ kind: 'failed', error: error as SshFailure });
    }
  });
}
