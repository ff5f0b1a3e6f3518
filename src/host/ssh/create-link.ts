import { describeTarget } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { ReadyHop } from './hop.ts';
import type { Channels } from './open-channel.ts';
import { keepaliveCount, keepaliveIntervalMs } from './shake-hands.ts';
import type { SshClient, SshFailure } from './ssh2.ts';

/** One authenticated connection with the hops it goes through, and the one answer to "is it still there". */
export interface SshLink {
  readonly client: SshClient;
  readonly channels: Channels;
  /** user@address of the host itself. */
  readonly name: string;
  /** Why nothing can be sent any more; null while the link stands. */
  readonly brokenBy: () => HostError | null;
  readonly onLost: (listener: (problem: Problem) => void) => void;
  close(): void;
}

const goodbyeMs = 1_000;

/** `hops` in order, the host last. A hop that dies takes all behind it along; the loss is reported once, with the first cause. */
export function createLink(hops: readonly [...ReadyHop[], ReadyHop]): SshLink {
  const host = hops[hops.length - 1] ?? hops[0];
  const failures = new Map<ReadyHop, SshFailure>();
  const listeners: ((problem: Problem) => void)[] = [];
  let ended: ReadyHop | null = null;
  let broken: HostError | null = null;

  const lose = (): void => {
    if (broken) {
      return;
    }
    broken = explainLoss(host, ended ?? host, failures);
    closeAll(hops);
    for (const listener of listeners) {
      listener(broken.toProblem());
    }
  };
  for (const hop of hops) {
    hop.client.on('error', (error: SshFailure) => failures.set(hop, failures.get(hop) ?? error));
    hop.client.on('end', () => (ended ??= hop));
    hop.client.on('close', () => {
      ended ??= hop;
      lose();
    });
  }

  return {
    client: host.client,
    channels: host.channels,
    name: describeTarget(host.target),
    brokenBy: () => broken,
    onLost: (listener) => {
      if (broken?.code === 'link-lost') {
        const problem = broken.toProblem();
        queueMicrotask(() => listener(problem));
      }
      listeners.push(listener);
    },
    close: () => {
      broken ??= new HostError('not-connected', `The connection to ${describeTarget(host.target)} was closed by Nutshell`);
      listeners.length = 0;
      closeAll(hops);
    },
  };
}

/** A goodbye that cannot be delivered must not keep the socket: after a second it is torn down. */
function closeAll(hops: readonly ReadyHop[]): void {
  for (const { client } of [...hops].reverse()) {
    client.end();
    const timer = setTimeout(() => client.destroy(), goodbyeMs);
    timer.unref();
    client.once('close', () => clearTimeout(timer));
  }
}

function explainLoss(host: ReadyHop, culprit: ReadyHop, failures: ReadonlyMap<ReadyHop, SshFailure>): HostError {
  const failure = failures.get(culprit);
  const where = culprit === host ? describeTarget(host.target) : `the jump host ${describeTarget(culprit.target)}`;
  if (failure?.level === 'client-timeout') {
    const seconds = (keepaliveIntervalMs * (keepaliveCount + 1)) / 1000;
    return new HostError('link-lost', `The connection to ${where} is lost: no answer for ${seconds} s`, {
      hint: 'Check this laptop’s network or VPN. What was started on the host goes on there.',
      raw: failure.message,
    });
  }
  return new HostError('link-lost', `The connection to ${where} was cut`, {
    hint: 'The host may have restarted, or the network between changed. What was started on the host goes on there.',
    raw: failure?.message,
  });
}
