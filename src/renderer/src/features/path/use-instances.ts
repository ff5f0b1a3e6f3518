import { useCallback, useMemo } from 'react';
import type { InstancesInside } from '#domain/path/host-map/build-host-graph.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { usePolled } from './use-polled.ts';

/** As often as a cloud is asked anew. */
const everyMs = 10_000;

/** What runs inside the machines of a host, asked again while somebody looks. Until it is known, and where it is not, there is none. */
export function useInstances(hostId: string): { readonly inside: InstancesInside; readonly notes: readonly string[] } {
  const { client } = useSession();
  const ask = useCallback(
    (signal: AbortSignal | undefined) => client.path.instances({ hostId }, signal === undefined ? {} : { signal }),
    [client, hostId],
  );
  const { value } = usePolled(ask, everyMs);
  return useMemo(
    () => ({
      inside: new Map((value?.machines ?? []).map(({ machine, instances }) => [machine, instances])),
      notes: value?.notes ?? [],
    }),
    [value],
  );
}
