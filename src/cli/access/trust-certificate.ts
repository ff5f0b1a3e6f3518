import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { AccessOptions } from './access-options.ts';

interface TrustWish {
  readonly cloud: string;
  readonly service: string;
  readonly fingerprint: string;
}

/** The person has compared them: from now on this certificate is the one to expect. */
export async function trustCertificate(invocation: Invocation, wish: TrustWish, { on }: AccessOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, on);
  const { client } = await invocation.session();
  const fingerprint = wish.fingerprint.trim().toUpperCase();
  await client.access.trust({ ...wish, hostId: host.id, fingerprint }, { signal });
  await output.answer(
    { ...wish, fingerprint },
    () => `From now on ${wish.service} of ${wish.cloud} is expected to show ${fingerprint}.`,
  );
  return exitCodes.done;
}
