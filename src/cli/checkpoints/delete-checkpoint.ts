import type { ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { tellCheckpointChange, type ReviewOptions } from './tell-checkpoint-change.ts';

export async function deleteCheckpoint(invocation: Invocation, name: string, options: ReviewOptions): Promise<ExitCode> {
  const { signal } = invocation;
  const host = await useHost(invocation, options.host);
  const { client } = await invocation.session();
  const input = { hostId: host.id, name };
  const review = await client.checkpoints.reviewDeletion(input, { signal });
  const begin = () => Promise.resolve(client.checkpoints.delete(input, { signal }));
  return tellCheckpointChange(invocation, { host, review, options, begin });
}
