import { useEffect, useState } from 'react';

/** The laptop's clock, looked at again every `intervalMs`: for relative times and for telling what has gone stale. */
export function useNow(intervalMs = 1_000): number {
  const [nowEpochMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) {
        setNow(Date.now());
      }
    }, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return nowEpochMs;
}
