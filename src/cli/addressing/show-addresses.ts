import type { AddressMap } from '#domain/addressing/address-map.ts';
import type { Host } from '#domain/hosts/host.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawMap } from './draw-map.ts';
import { toReadable } from './to-readable.ts';

export async function showAddresses(invocation: Invocation, wanted: string | undefined): Promise<ExitCode> {
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  return tellMap(invocation, host, await client.addressing.map({ hostId: host.id }, { signal: invocation.signal }));
}

export async function tellMap({ output }: Invocation, host: Host, map: AddressMap): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, map: toReadable(map) }, (paint) =>
    drawMap(map, host.name, paint),
  );
  map.notes.forEach((note) => output.warn(note));
  return exitCodes.done;
}
