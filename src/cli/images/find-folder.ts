import type { Host } from '#domain/hosts/host.ts';
import { chooseFolder } from '#domain/images/image-library.ts';
import type { Invocation } from '../invocation.ts';

/** Where a new ISO goes where nobody says where. */
export async function findFolder({ session, signal }: Invocation, host: Host): Promise<string> {
  const { client } = await session();
  return chooseFolder(await client.images.list({ hostId: host.id }, { signal }));
}
