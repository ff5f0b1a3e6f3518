import { consistency } from '#domain/checkpoints/checkpoint.ts';
import type { ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { parseSizeMiB } from '../machines/parse-size.ts';
import { tellCheckpointChange, type ReviewOptions } from './tell-checkpoint-change.ts';

export interface CreateOptions extends ReviewOptions {
  readonly room?: string;
}

export async function createCheckpoint(
  invocation: Invocation,
  name: string,
  machines: readonly string[],
  options: CreateOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, options.host);
  const { client } = await invocation.session();
  const input = {
    hostId: host.id,
    name,
    machines: machines.length === 0 ? null : [...machines],
    roomGiB: options.room === undefined ? null : parseSizeMiB(options.room, '--room', 'g') / 1024,
  };
  const review = await client.checkpoints.reviewCreation(input, { signal });
  return tellCheckpointChange(invocation, {
    host,
    review,
    options,
    begin() {
      output.tell(consistency);
      return Promise.resolve(client.checkpoints.create(input, { signal }));
    },
  });
}
