import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';

export async function exportCloud(invocation: Invocation, cloud: string, options: { readonly on?: string }): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const { file } = await client.clouds.export({ hostId: host.id, cloud }, { signal });
  if (output.isJson) {
    await output.answer({ host: { id: host.id, name: host.name }, cloud, file }, () => file);
  } else {
    output.verbatim(file);
  }
  return exitCodes.done;
}
