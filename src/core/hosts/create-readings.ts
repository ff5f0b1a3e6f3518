import type { HostReading } from '#contract/hosts.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { HostReader, HostWatcher } from '../ports/host-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import type { Connections } from './create-connections.ts';
import { createReadingWatch, type ReadingWatch } from './create-reading-watch.ts';

export type Readings = ReturnType<typeof createReadings>;

export interface ReadingsOptions {
  readonly reader: HostReader;
  readonly watcher: HostWatcher;
  readonly connections: Connections;
  readonly now: () => number;
}

/** Reads hosts in one round trip each, shares an answer among all who ask at the same time, and keeps it fresh while watched. */
export function createReadings({ reader, watcher, connections, now }: ReadingsOptions) {
  const running = new Map<string, Promise<HostReading>>();
  const watched = new Map<string, ReadingWatch>();
  const latest = new Map<string, HostReading>();

  async function readOnce(host: Host): Promise<HostReading> {
    const facts = await reader.read(connections.shellOf(host), connections.privilegeOf(host.id));
    const machines = buildMachines(facts);
    const reading = { hostId: host.id, facts, readiness: buildReadiness(facts), machines };
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
      (reading) => watched.get(host.id)?.readings.publish(reading),
      () => undefined,
    );
    return started;
  }

  /** A fresh reading; never one that began before this call was made. */
  async function readFresh(host: Host): Promise<HostReading> {
    await running.get(host.id)?.catch(() => undefined);
    return read(host);
  }

  /** The last reading where it is recent enough, else a new one. */
  async function readRecent(host: Host, maxAgeMs: number): Promise<HostReading> {
    const last = latest.get(host.id);
    return last && now() - last.facts.readAtEpochMs <= maxAgeMs ? last : read(host);
  }

  function createWatch(host: Host): ReadingWatch {
    return createReadingWatch({
      host,
      watcher,
      connections,
      now,
      readFresh: () => readFresh(host),
      getLatest: () => latest.get(host.id),
      setLatest: (reading) => void latest.set(host.id, reading),
    });
  }

  function watchOf(host: Host): ReadingWatch {
    const watch = watched.get(host.id) ?? createWatch(host);
    watched.set(host.id, watch);
    return watch;
  }

  return {
    readFresh,

    read,
    readRecent,

    inspectFolder: (host: Host, folder: string) =>
      reader.inspectFolder(connections.shellOf(host), connections.privilegeOf(host.id), folder),

    /** The machine as last read where that is recent enough to act upon (saves a round trip), else read again. */
    async findMachine(host: Host, name: string, { maxAgeMs }: { readonly maxAgeMs: number }): Promise<Found> {
      const last = latest.get(host.id);
      const recent = last && now() - last.facts.readAtEpochMs <= maxAgeMs ? find(last, name) : null;
      return recent ?? find(await read(host), name) ?? refuseUnknown(host, name, latest.get(host.id)?.machines ?? []);
    },

    watch: (host: Host, signal: AbortSignal): AsyncIterable<HostReading> => watchOf(host).readings.listen(signal),

    /** What changes on the host, as it changes; nothing of before. */
    notices: (host: Host, signal: AbortSignal): AsyncIterable<HostNotice> =>
      watchOf(host).notices.listen(signal, { replay: false }),
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

export function refuseUnknown(host: Host, name: string, machines: readonly Machine[]): never {
  const hint =
    machines.length > 0
      ? `It has: ${machines.map((machine) => machine.name).join(', ')}.`
      : 'It has no machines yet: launch one.';
  throw new HostError('not-found', `There is no machine called ${name} on ${host.name}.`, { hint });
}
