import { describeTarget, type Host, type SshTarget } from '#domain/hosts/host.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { ConnectAttempt, HostConnector } from '#core/ports/host-connector.ts';
import { authenticateByAgent } from './authenticate-by-agent.ts';
import { authenticateByKey } from './authenticate-by-key.ts';
import { authenticateByPassword } from './authenticate-by-password.ts';
import type { Authentication } from './authentication.ts';
import { createChannelPool } from './create-channel-pool.ts';
import { createLink } from './create-link.ts';
import { createSshShell } from './create-ssh-shell.ts';
import type { ConnectorDependencies, HopRefusal, HopRequest, ReadyHop } from './hop.ts';
import { learnPrivilege } from './learn-privilege.ts';
import { openTransport } from './open-transport.ts';
import { shakeHands } from './shake-hands.ts';

/** Opens the one connection to a host, through its jumps in order. Each hop is verified and authenticated for itself. */
export function createSshConnector(dependencies: ConnectorDependencies): HostConnector {
  const { log } = dependencies;
  return {
    async connect(host, answers, signal, recorder) {
      const hops: ReadyHop[] = [];
      try {
        const attempt = await climb(host, { answers, signal, recorder }, hops, dependencies);
        if (attempt.kind !== 'connected') {
          hops.forEach(({ client }) => client.end());
        }
        log.info('Connection attempt', { target: describeTarget(host), outcome: attempt.kind });
        return attempt;
      } catch (error) {
        hops.forEach(({ client }) => client.end());
        if (error instanceof HostError) {
          log.warn('Connection attempt failed', { target: describeTarget(host), code: error.code });
          return { kind: 'failed', problem: error.toProblem() };
        }
        throw error;
      }
    },
  };
}

async function climb(
  host: Host,
  request: Omit<HopRequest, 'target'>,
  hops: ReadyHop[],
  dependencies: ConnectorDependencies,
): Promise<ConnectAttempt> {
  for (const target of [...host.jumps, host]) {
    const hop = await openHop({ ...request, target }, hops.at(-1) ?? null, dependencies);
    if (hop.kind !== 'ready') {
      return hop;
    }
    // Between hops nobody else listens, and an unheard 'error' would end the process.
    hop.client.on('error', () => undefined);
    hops.push(hop);
  }
  return { kind: 'connected', link: await settleIn(hops, request.signal) };
}

async function openHop(
  request: HopRequest,
  via: ReadyHop | null,
  dependencies: ConnectorDependencies,
): Promise<ReadyHop | HopRefusal> {
  const authentication = await chooseAuthentication(request, dependencies);
  if (typeof authentication !== 'function') {
    return authentication;
  }
  const transport = await openTransport(request, via);
  return transport.kind === 'failed' ? transport : shakeHands(request, transport.stream, authentication, dependencies);
}

async function chooseAuthentication(
  request: HopRequest,
  dependencies: ConnectorDependencies,
): Promise<Authentication | HopRefusal> {
  const { target } = request;
  switch (target.auth.kind) {
    case 'agent':
      return authenticateByAgent(target, dependencies.agentSocket);
    case 'key':
      return authenticateByKey(withKey(target, target.auth.path), request, dependencies);
    case 'password':
      return authenticateByPassword(target, request, dependencies);
  }
}

function withKey(target: SshTarget, path: string) {
  return { ...target, auth: { kind: 'key' as const, path } };
}

async function settleIn(hops: readonly ReadyHop[], signal: AbortSignal) {
  const host = hops.at(-1);
  if (!host) {
    throw new Error('A host has at least one hop: itself');
  }
  const link = createLink([...hops.slice(0, -1), host]);
  const pool = createChannelPool(link.brokenBy);
  host.client.once('close', pool.abandon);
  try {
    const privilege = await learnPrivilege(link, pool, signal);
    return {
      shell: createSshShell({ link, pool, privilege }),
      privilege,
      serverVersion: host.serverVersion,
      onLost: link.onLost,
      close: () => {
        link.close();
        pool.abandon();
      },
    };
  } catch (error) {
    link.close();
    throw error;
  }
}
