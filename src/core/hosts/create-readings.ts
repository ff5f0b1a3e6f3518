import type { HostReading } from '#contract/hosts.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { createBroadcast } from '../create-broadcast.ts';
import type { HostReader } from '../ports/host-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import type { Connections } from './create-connections.ts';

/** While somebody looks, a host is read again this long after the last answer. Nobody looking: not at all. */
const refreshMs = 5_000;

export type Readings = ReturnType<typeof createReadings>;

export interface ReadingsOptions {
  readonly reader: HostReader;
  readonly connections: Connections;
  readonly now: () => number;
}

/** Reads hosts in one round trip each, shares an answer among all who ask at the same time, and repeats while watched. */
export function createReadings({ reader, connections, now }: ReadingsOptions) {
  const running = new Map<string, Promise<HostReading>>();
  const watched = new Map<string, ReturnType<typeof createWatch>>();
  const latest = new Map<string, HostReading>();

  async function readOnce(host: Host): Promise<HostReading> {
    const facts = await reader.read(connections.shellOf(host), connections.privilegeOf(host.id));
    const reading = { hostId: host.id, facts, readiness: buildReadiness(facts), machines: buildMachines(facts) };
    latest.set(host.id, reading);
    return reading;
  }

  function read(host: Host): Promise<HostReading> {
    const already = running.get(host.id);
    if (already) {
      return already;
    }
    const started = readOnce(host).finally(() => running.delete(host.id));
    running.set(host.id, started);
    void started.then(
      (reading) => watched.get(host.id)?.broadcast.publish(reading),
      () => undefined,
    );
    return started;
  }

  function createWatch(host: Host) {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tick = () => {
      // A lost link is shown by the connection's own state; the watch waits for it to come back.
      void read(host)
        .catch(() => undefined)
        .then(() => {
          if (broadcast.listenerCount > 0) {
            timer = setTimeout(tick, refreshMs);
          }
        });
    };
    const broadcast = createBroadcast<HostReading>({
      onFirst: tick,
      onLast: () => {
        if (timer) {
          clearTimeout(timer);
        }
      },
    });
    return { broadcast };
  }

  return {
    /** A fresh reading; never one that began before this call was made if the caller has just changed something. */
    async readFresh(host: Host): Promise<HostReading> {
      await running.get(host.id)?.catch(() => undefined);
      return read(host);
    },

    read,

    /** The machine as last read where that is recent enough to act upon (saves a round trip), else read again. */
    async findMachine(host: Host, name: string, { maxAgeMs }: { readonly maxAgeMs: number }): Promise<Found> {
      const last = latest.get(host.id);
      const recent = last && now() - last.facts.readAtEpochMs <= maxAgeMs ? find(last, name) : null;
      return recent ?? find(await read(host), name) ?? refuseUnknown(host, name, latest.get(host.id)?.machines ?? []);
    },

    watch(host: Host, signal: AbortSignal): AsyncIterable<HostReading> {
      let watch = watched.get(host.id);
      if (!watch) {
        watch = createWatch(host);
        watched.set(host.id, watch);
      }
      return watch.broadcast.listen(signal);
    },
  };
}

interface Found {
  readonly machine: Machine;
  readonly reading: HostReading;
}

function find(reading: HostReading, name: string): Found | null {
  const machine = reading.machines.find((candidate) => candidate.name === name);
  return machine ? { machine, reading } : null;
}

function refuseUnknown(host: Host, name: string, machines: readonly Machine[]): never {
  const hint =
    machines.length > 0
      ? `It has: ${machines.map((machine) => machine.name).join(', ')}.`
      : 'It has no machines yet: launch one.';
  throw new HostError('not-found', `There is no machine called ${name} on ${host.name}.`, { hint });
}
