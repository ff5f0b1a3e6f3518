import type { AppApi } from '#contract/api.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';

/** The chain of devices of a machine, from a reading of the live host. */
export function createPathService({
  hosts,
  readings,
}: {
  readonly hosts: HostService;
  readonly readings: Readings;
}): AppApi['path'] {
  return {
    async chains({ hostId, machine: name }) {
      const host = await hosts.find(hostId);
      const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
      return buildChains(reading.facts, machine, reading.machines);
    },
  };
}
