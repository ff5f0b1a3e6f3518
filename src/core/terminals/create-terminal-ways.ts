import type { ConnectAnswers, ConnectOutcome } from '#domain/hosts/connection.ts';
import type { Host, SshTarget } from '#domain/hosts/host.ts';
import type { PassingHosts } from '../acceptance/passing-hosts.ts';
import type { MachineWays } from '../clouds/create-machine-ways.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { ConnectInside } from '../path/create-inside-reader.ts';
import type { HostShell } from '../ports/host-shell.ts';
import { findTerminalWay, type TerminalWish, type WayFinderOptions } from './find-terminal-way.ts';

export interface TerminalWayOptions extends WayFinderOptions {
  readonly hosts: Pick<HostService, 'find'>;
  readonly connections: Pick<Connections, 'answersOf' | 'shellOf'>;
  readonly ways: Pick<MachineWays, 'find' | 'locate' | 'open'>;
  readonly connectInside: ConnectInside;
  /** The same, with what `passingHosts` knows in the place of known_hosts. */
  readonly connectToInstance: ConnectInside;
  readonly passingHosts: Pick<PassingHosts, 'begin'>;
}

/** A shell to open a terminal in; or what a person must say or know first. Whoever got it closes it. */
export type TerminalWay =
  | { readonly kind: 'open'; readonly shell: HostShell; readonly target: SshTarget; readonly close: () => void }
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

/** To the host over its one connection; to what is behind it over SSH through the host. */
export function createTerminalWays(options: TerminalWayOptions) {
  const { hosts, connections, ways, connectInside, connectToInstance, passingHosts } = options;

  async function openTarget(host: Host, wish: TerminalWish, target: SshTarget, signal: AbortSignal): Promise<TerminalWay> {
    const answers = joinAnswers(connections.answersOf(host.id), wish.login.answers);
    const isInstance = wish.place.kind === 'instance';
    const forget = isInstance ? passingHosts.begin(target.address) : () => undefined;
    try {
      const attempt = await (isInstance ? connectToInstance : connectInside)({ host, way: [target], answers, signal });
      if (attempt.kind !== 'connected') {
        return attempt;
      }
      return { kind: 'open', shell: attempt.link.shell, target, close: () => attempt.link.close() };
    } finally {
      forget();
    }
  }

  return {
    /** Where it would lead, and as whom. Nothing inside is asked. */
    async locate(wish: TerminalWish): Promise<{ readonly host: Host; readonly target: SshTarget }> {
      const host = await hosts.find(wish.hostId);
      const found = await findTerminalWay(options, host, wish);
      return { host, target: found.kind === 'target' ? found.target : ways.locate(found.place, [], found.login).target };
    },

    async open(wish: TerminalWish, signal: AbortSignal): Promise<TerminalWay> {
      const host = await hosts.find(wish.hostId);
      const shell = connections.shellOf(host);
      const found = await findTerminalWay(options, host, wish);
      if (found.kind === 'target') {
        return wish.place.kind === 'host'
          ? { kind: 'open', shell, target: found.target, close: () => undefined }
          : openTarget(host, wish, found.target, signal);
      }
      const way = await ways.open(found.place, [], found.login, signal);
      return way.kind === 'open'
        ? { kind: 'open', shell: way.link.shell, target: way.target, close: () => way.link.close() }
        : way;
    },
  };
}

export type TerminalWays = ReturnType<typeof createTerminalWays>;

function joinAnswers(known: ConnectAnswers, given: ConnectAnswers): ConnectAnswers {
  return {
    acceptedFingerprints: [...known.acceptedFingerprints, ...given.acceptedFingerprints],
    secrets: [...known.secrets, ...given.secrets],
  };
}
