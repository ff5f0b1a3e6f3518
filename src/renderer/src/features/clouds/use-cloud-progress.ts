import { useEffect, useState } from 'react';
import type { CloudProgress } from '#contract/clouds.ts';
import type { Problem } from '#domain/problem.ts';
import { keepListening } from '#renderer/session/keep-listening.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export interface ToldProgress extends CloudProgress {
  /** What the host's clock is ahead of the laptop's: durations go on while nothing new is told. */
  readonly clockOffsetMs: number;
}

/** How the installs of a cloud come along, as the host sees them; null until the host has told anything. */
export function useCloudProgress(hostId: string, cloud: string) {
  const { client } = useSession();
  const [progress, setProgress] = useState<ToldProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    void keepListening({
      open: (signal) => client.clouds.progress({ hostId, cloud }, { signal }),
      onItem(item) {
        setProgress({ ...item, clockOffsetMs: item.hostEpochMs - Date.now() });
        setProblem(null);
      },
      onProblem: setProblem,
      signal: controller.signal,
    });
    return () => controller.abort();
  }, [client, hostId, cloud]);
  return { progress, problem };
}
