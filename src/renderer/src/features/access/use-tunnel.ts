import { useStore } from 'zustand';
import type { ServiceView } from '#domain/access/cloud-service.ts';
import { isSameTunnel, type TunnelKey, type TunnelState } from '#renderer/session/create-tunnels-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export interface ServicePlace {
  readonly hostId: string;
  readonly cloud: string;
  readonly service: ServiceView;
}

/** The tunnel to a service; its state is null where there is none. */
export function useTunnel({ hostId, cloud, service }: ServicePlace): {
  readonly key: TunnelKey;
  readonly state: TunnelState | null;
} {
  const key: TunnelKey = { hostId, cloud, service: service.id };
  const found = useStore(useSession().tunnels, ({ tunnels }) => tunnels.find((one) => isSameTunnel(one, key)));
  return { key, state: found?.state ?? null };
}

/** The SOCKS proxy that was opened for a cloud. */
export function useProxy(hostId: string, cloud: string): { readonly key: TunnelKey; readonly state: TunnelState | null } {
  const key: TunnelKey = { hostId, cloud, service: null };
  const found = useStore(useSession().tunnels, ({ tunnels }) => tunnels.find((one) => isSameTunnel(one, key)));
  return { key, state: found?.state ?? null };
}
