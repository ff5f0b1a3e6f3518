import { useCallback } from 'react';
import type { CertificateCompared } from '#contract/access.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { useMachineTalk, type MachineTalk } from '#renderer/session/use-machine-talk.ts';
import type { ServicePlace } from './use-tunnel.ts';

export type CompareConversation = MachineTalk<CertificateCompared>;

/** Compares a service's certificate with the one in its machine, over SSH; asks what the machine asks. */
export function useCompare({ hostId, cloud, service }: ServicePlace): CompareConversation {
  const { client } = useSession();
  const ask = useCallback(
    (login: MachineLogin, signal: AbortSignal | undefined) =>
      client.access.compare({ hostId, cloud, service: service.id, login }, signal === undefined ? {} : { signal }),
    [client, hostId, cloud, service.id],
  );
  return useMachineTalk<CertificateCompared>(ask);
}
