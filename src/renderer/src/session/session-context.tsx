import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { HostView } from '#contract/hosts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { findHost } from './create-hosts-store.ts';
import { getReading, type ReadingEntry } from './create-readings-store.ts';
import type { Session } from './create-session.ts';
import type { Place } from './place.ts';

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) {
    throw new Error('This component is used outside of a SessionProvider');
  }
  return session;
}

export function useGo(): (place: Place) => void {
  return useSession().location.getState().go;
}

export function useHost(hostId: string): HostView | null {
  return useStore(useSession().hosts, ({ views }) => findHost(views, hostId));
}

export function useReading(hostId: string): ReadingEntry {
  return useStore(useSession().readings, (state) => getReading(state, hostId));
}

export function useMachine(hostId: string, name: string): Machine | null {
  return useReading(hostId).reading?.machines.find((machine) => machine.name === name) ?? null;
}
