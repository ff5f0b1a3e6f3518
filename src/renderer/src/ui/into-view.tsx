import { useEffect, useRef, type ReactNode } from 'react';

/** Brings what just appeared into view, where it would appear below the edge. Keyed by the caller: a new key is a new appearance. */
export function IntoView({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A block: newer browsers return a promise here, which React would take for the effect's clean-up.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return <div ref={place}>{children}</div>;
}
