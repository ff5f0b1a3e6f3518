import type { Duplex } from 'node:stream';
import { describeTarget } from '#domain/hosts/host.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { Authentication, AuthOffer } from './authentication.ts';
import { checkHostKey } from './check-host-key.ts';
import { explainHandshakeFailure, explainHandshakeTimeout, handshakeTimeoutMs, problem } from './explain-connect-failure.ts';
import type { ConnectorDependencies, HopRefusal, HopRequest, ReadyHop } from './hop.ts';
import { createChannels } from './open-channel.ts';
import { cancelled } from './open-transport.ts';
import { createSshClient, preferKeyTypes, type HandshakeConfig, type SshClient, type SshFailure } from './ssh2.ts';

export const keepaliveIntervalMs = 5_000;
export const keepaliveCount = 3;

/** How the callbacks of a handshake end it: with a reason a person gets, or with a fault. */
interface Steering {
  readonly refuse: (reason: HopRefusal) => void;
  readonly crash: (error: unknown) => void;
}

/** Runs one handshake over an open transport. Never waits for a person: a question ends the attempt. */
export async function shakeHands(
  request: HopRequest,
  stream: Duplex,
  authentication: Authentication,
  dependencies: ConnectorDependencies,
): Promise<ReadyHop | HopRefusal> {
  const { target } = request;
  // Whoever answers may have closed or reset the connection before the known hosts were read.
  stream.on('error', () => undefined);
  const knownTypes = await dependencies.knownHosts.knownTypes(target.address, target.port);
  if (stream.readableEnded || stream.destroyed) {
    stream.destroy();
    return { kind: 'failed', problem: explainHandshakeFailure(target, null, '') };
  }
  const readGreeting = tapGreeting(stream);
  const client = createSshClient();
  return new Promise((resolve, reject) => {
    let refusal: HopRefusal | null = null;
    let lastError: SshFailure | null = null;
    const steering: Steering = {
      refuse: (reason) => {
        refusal ??= reason;
      },
      crash: (error) => {
        if (error instanceof HostError) {
          refusal ??= { kind: 'failed', problem: error.toProblem() };
        } else {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      },
    };
    const settle = (outcome: ReadyHop | HopRefusal): void => {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', onAbort);
      if (outcome.kind !== 'ready') {
        abandon(client, stream);
      }
      resolve(outcome);
    };
    const onAbort = (): void => settle({ kind: 'failed', problem: cancelled });
    const timer = setTimeout(
      () => settle({ kind: 'failed', problem: explainHandshakeTimeout(target, readGreeting()) }),
      handshakeTimeoutMs,
    );
    request.signal.addEventListener('abort', onAbort, { once: true });
    client.on('error', (error: SshFailure) => {
      // A missing agent is reported twice; the second report is the one that ends the attempt.
      lastError = error.level === 'agent' ? lastError : (lastError ?? error);
    });
    client.on('change password', () => settle({ kind: 'failed', problem: passwordExpired(describeTarget(target)) }));
    client.on('ready', () => {
      const channels = createChannels(client, request.recorder);
      settle({ kind: 'ready', target, client, channels, serverVersion: toServerVersion(readGreeting()) });
    });
    client.on('close', () => settle(refusal ?? { kind: 'failed', problem: explainRefusal(request, lastError, readGreeting()) }));
    client.connect({
      sock: stream,
      username: target.user,
      readyTimeout: 0,
      keepaliveInterval: keepaliveIntervalMs,
      keepaliveCountMax: keepaliveCount,
      ...preferKeyTypes(knownTypes),
      hostVerifier: createHostVerifier(request, dependencies, steering),
      authHandler: createAuthHandler(target.user, authentication, steering),
    });
  });
}

/**
 * ssh2 takes any returned value but undefined as the verdict, a Promise included, and calls again at each re-key: the key that was
 * accepted first is the only one accepted later.
 */
function createHostVerifier(
  { target, answers }: HopRequest,
  { knownHosts }: ConnectorDependencies,
  { refuse, crash }: Steering,
): (key: Buffer, done: (isAccepted: boolean) => void) => void {
  let accepted: Buffer | null = null;
  return (key, done) => {
    if (accepted) {
      done(accepted.equals(key));
      return;
    }
    const offered = Buffer.from(key);
    checkHostKey(target, offered, knownHosts, answers.acceptedFingerprints).then(
      (verdict) => {
        if (verdict.kind === 'accepted') {
          accepted = offered;
        } else {
          refuse(verdict);
        }
        done(verdict.kind === 'accepted');
      },
      (error: unknown) => {
        crash(error);
        done(false);
      },
    );
  };
}

/** `none` goes first, as every client does: sshd's refusal says what it would take. */
function createAuthHandler(
  user: string,
  authentication: Authentication,
  { refuse, crash }: Steering,
): NonNullable<Exclude<HandshakeConfig['authHandler'], readonly unknown[]>> {
  // ssh2 says null before the first answer, whatever its types say.
  return (methods: readonly string[] | null, partly: boolean | null, next) => {
    if (methods === null) {
      next({ type: 'none', username: user });
      return;
    }
    const offer: AuthOffer = { methods, partly: partly === true };
    authentication(offer).then(
      (step) => {
        if (step.kind === 'offer') {
          next(step.method);
          return;
        }
        refuse(step.refusal);
        next(false as never);
      },
      (error: unknown) => {
        crash(error);
        next(false as never);
      },
    );
  };
}

/** Keeps the first bytes the other side sends. They say what it is, also when it is not an SSH server. */
function tapGreeting(stream: Duplex): () => string {
  let text = '';
  const tap = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    if (text.length > 2_000 || /^SSH-.*\n/m.test(text)) {
      stream.removeListener('data', tap);
    }
  };
  stream.pause();
  stream.on('data', tap);
  return () => toPrintable(text);
}

function toPrintable(text: string): string {
  const identification = /^SSH-[^\r\n]*/m.exec(text);
  const end = identification ? identification.index + identification[0].length : 500;
  return text.slice(0, end).replace(/[^\P{Cc}\n]/gu, '');
}

function toServerVersion(greeting: string): string {
  return /^SSH-[^-]*-(.*)$/m.exec(greeting)?.[1] ?? 'unknown';
}

function explainRefusal({ target }: HopRequest, error: SshFailure | null, greeting: string) {
  if (error && /too many authentication failures/i.test(error.message)) {
    return problem(
      'denied',
      `${describeTarget(target)} gave up after too many authentication failures`,
      target.auth.kind === 'agent'
        ? 'The SSH agent holds more keys than sshd lets one try (MaxAuthTries). Choose the right key file for this host instead.'
        : 'Wait a moment and try again; MaxAuthTries in its sshd_config sets the limit.',
      error.message,
    );
  }
  return explainHandshakeFailure(target, error, greeting);
}

function passwordExpired(name: string) {
  return problem('denied', `The password of ${name} has expired`, 'Log in once with ssh and set a new one.', null);
}

function abandon(client: SshClient, stream: Duplex): void {
  client.on('error', () => undefined);
  client.end();
  stream.destroy();
}
