import { describePlace } from '#domain/machines/describe-place.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { listHosts } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { parsePlace, type PlaceOptions } from './parse-place.ts';

export interface SetPlaceOptions extends PlaceOptions {
  readonly anyPlace?: boolean;
  readonly dryRun?: boolean;
}

/** Remembers on this laptop where new disks of a host go; the host is not asked. */
export async function setPlace(invocation: Invocation, wanted: string, options: SetPlaceOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = chooseHost(await listHosts(invocation), wanted);
  const place = parsePlace(options, null);
  if ((place === null) === (options.anyPlace !== true)) {
    throw usageFault(
      `Where shall new disks on ${host.name} go?`,
      'Give --disk-kind with its place, or --any-place to let the host’s room decide.',
    );
  }
  const where = place === null ? 'wherever the host has the room' : `to ${describePlace(place)}`;
  if (options.dryRun) {
    await output.answer({ host, place }, () => `New disks on ${host.name} would go ${where}.`);
    return exitCodes.done;
  }
  const { client } = await invocation.session();
  const changed = await client.hosts.setDiskPlace({ hostId: host.id, place }, { signal });
  await output.answer({ host: changed }, () => `New disks on ${host.name} go ${where}.`);
  return exitCodes.done;
}
