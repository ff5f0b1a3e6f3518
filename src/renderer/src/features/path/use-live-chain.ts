import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { changesChain } from '#domain/path/live/apply-live.ts';
import type { createInspectorStore, Inspection } from '#renderer/session/create-inspector-store.ts';
import type { LiveStore } from './create-live-store.ts';
import type { PlaceNumbers } from './live-hop.ts';

type InspectorStore = ReturnType<typeof createInspectorStore>;

/** null until the first turn was told. */
export function usePlaceNumbers(store: LiveStore): PlaceNumbers | null {
  const picture = useStore(store, (state) => state.picture);
  const history = useStore(store, (state) => state.history);
  return useMemo(() => (picture === null ? null : { picture, history }), [picture, history]);
}

/** Builds the chains anew in the moment in which devices came, went or were joined to others. */
export function useReloadOnChange(store: LiveStore, reload: () => void): void {
  const latest = useLatest(reload);
  useEffect(
    () =>
      store.subscribe(({ picture }, before) => {
        if (picture !== before.picture && picture?.changes.some(({ change }) => changesChain(change)) === true) {
          latest.current();
        }
      }),
    [store, latest],
  );
}

export function showInspection(inspector: InspectorStore, inspection: Inspection | null): void {
  if (inspection !== null) {
    inspector.getState().show(inspection);
  }
}

/** Keeps what the inspector shows of a hop as fresh as the picture beside it. */
export function useFreshInspection(
  inspector: InspectorStore,
  selectedId: string | null,
  atEpochMs: number | null,
  inspect: (hopId: string) => Inspection | null,
): void {
  const latest = useLatest(inspect);
  useEffect(() => {
    if (selectedId !== null && atEpochMs !== null) {
      showInspection(inspector, latest.current(selectedId));
    }
  }, [inspector, selectedId, atEpochMs, latest]);
}

/** The function of the last rendering, for effects that must not begin anew with every one. */
function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
