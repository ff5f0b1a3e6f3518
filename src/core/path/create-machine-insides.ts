import type { MachineLogin } from '#contract/machine-login.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import type { ConnectOutcome } from '#domain/hosts/connection.ts';
import type { SshTarget } from '#domain/hosts/host.ts';
import { findCloudOf } from '#domain/path/find-outside-instances.ts';
import type { MachineWays } from '../clouds/create-machine-ways.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { HostLink } from '../ports/host-connector.ts';

/** A connection that nobody uses is kept for so long: a picture that is drawn anew every few seconds needs no new one each time. */
const idleMs = 20_000;
const maxAgeMs = 15_000;

export interface MachineInsidesOptions {
  readonly hosts: Pick<HostService, 'find'>;
  readonly readings: Pick<Readings, 'readRecent'>;
  readonly ways: Pick<MachineWays, 'find' | 'open'>;
}

export interface MachineAt {
  readonly hostId: string;
  readonly machine: string;
}

/** In: whoever entered leaves again. none: nobody knows how to get in. */
export type Entering =
  | {
      readonly kind: 'in';
      readonly link: HostLink;
      readonly target: SshTarget;
      readonly cloud: Cloud;
      readonly leave: () => void;
    }
  | { readonly kind: 'none'; readonly reason: string }
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

interface Inside {
  readonly link: HostLink;
  readonly target: SshTarget;
  readonly cloud: Cloud;
  users: number;
  idle: ReturnType<typeof setTimeout> | undefined;
}

type Opened = { readonly kind: 'open'; readonly inside: Inside } | Exclude<Entering, { readonly kind: 'in' }>;

const nothingSaid: MachineLogin = { answers: { acceptedFingerprints: [], secrets: [], remember: false } };

export type MachineInsides = ReturnType<typeof createMachineInsides>;

/**
 * One connection into each machine of a cloud, as its recipe logs in, for all who look inside: readings and the live view share it. What
 * a person answered is known until Nutshell ends.
 */
export function createMachineInsides({ hosts, readings, ways }: MachineInsidesOptions) {
  const insides = new Map<string, Inside>();
  const opening = new Map<string, Promise<Opened>>();
  const logins = new Map<string, MachineLogin>();
  const toKey = ({ hostId, machine }: MachineAt): string => `${hostId} ${machine}`;

  function drop(key: string, inside: Inside): void {
    clearTimeout(inside.idle);
    if (insides.get(key) === inside) {
      insides.delete(key);
    }
  }

  function hold(key: string, inside: Inside): Entering {
    const { link, target, cloud } = inside;
    clearTimeout(inside.idle);
    inside.users += 1;
    const leave = (): void => {
      inside.users -= 1;
      if (inside.users === 0 && insides.get(key) === inside) {
        inside.idle = setTimeout(() => {
          drop(key, inside);
          link.close();
        }, idleMs);
      }
    };
    return { kind: 'in', link, target, cloud, leave };
  }

  async function open(at: MachineAt, login: MachineLogin, signal: AbortSignal): Promise<Opened> {
    const host = await hosts.find(at.hostId);
    const { facts } = await readings.readRecent(host, maxAgeMs);
    const cloud = findCloudOf(facts, at.machine);
    if (cloud === null) {
      return { kind: 'none', reason: `${at.machine} is in no cloud, so no recipe says how to log in to it.` };
    }
    const place = await ways.find(at.hostId, cloud.name);
    const way = await ways.open(place, [], { ...login, machine: at.machine }, signal);
    if (way.kind !== 'open') {
      return way;
    }
    const key = toKey(at);
    const inside: Inside = { link: way.link, target: way.target, cloud: place.cloud, users: 0, idle: undefined };
    way.link.onLost(() => drop(key, inside));
    insides.set(key, inside);
    logins.set(key, login);
    return { kind: 'open', inside };
  }

  return {
    /** `login`: what a person said just now; without it what was said before. */
    async enter(at: MachineAt, login: MachineLogin | null, signal: AbortSignal): Promise<Entering> {
      const key = toKey(at);
      const there = insides.get(key);
      if (there !== undefined) {
        return hold(key, there);
      }
      const begun =
        opening.get(key) ?? open(at, login ?? logins.get(key) ?? nothingSaid, signal).finally(() => opening.delete(key));
      opening.set(key, begun);
      const opened = await begun;
      return opened.kind === 'open' ? hold(key, opened.inside) : opened;
    },

    closeAll(): void {
      for (const [key, inside] of insides) {
        drop(key, inside);
        inside.link.close();
      }
    },
  };
}
