import type { AppApi } from '#contract/api.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import { diagnoseMachine } from '#domain/path/diagnose-machine.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';
import type { PlaceReader } from '../ports/place-reader.ts';

export interface PathServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly placeReader: PlaceReader;
}

const inspectTimeoutMs = 60_000;
const inspectMaxBytes = 32 * 1024 * 1024;

/** The chain of devices of a machine, from a reading of the live host, and what a packet through it would meet. */
export function createPathService({ hosts, connections, readings, placeReader }: PathServiceOptions): AppApi['path'] {
  /** As root where the login may, else what a plain user sees: rules are not known then, and the verdict says so. */
  const inspectHost = (host: Host, signal: AbortSignal): Promise<PlaceFacts> =>
    placeReader.read(async ({ name, text, args }) => {
      const { stdout } = await connections.shellOf(host).run({
        purpose: 'Read the network of the host',
        command: { kind: 'script', name, text, args },
        asRoot: connections.privilegeOf(host.id) === 'sudo',
        timeoutMs: inspectTimeoutMs,
        maxBytes: inspectMaxBytes,
        signal,
      });
      return stdout;
    });

  return {
    async chains({ hostId, machine: name }) {
      const host = await hosts.find(hostId);
      const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
      return buildChains(reading.facts, machine, reading.machines);
    },

    async diagnose({ hostId, machine: name, ...wish }, { signal }) {
      const host = await hosts.find(hostId);
      const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
      if (machine.state.kind !== 'running') {
        throw new HostError('conflict', `${name} does not run, so no packet gets to it.`, {
          hint: `Start it: nutshell start ${name}`,
        });
      }
      const inspected = await inspectHost(host, signal);
      return diagnoseMachine({
        facts: reading.facts,
        machine,
        machines: reading.machines,
        host: inspected,
        inside: null,
        wish,
      });
    },
  };
}
