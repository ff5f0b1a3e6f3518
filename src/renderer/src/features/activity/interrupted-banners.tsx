import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import { canResume } from '#domain/activity/can-continue.ts';
import { describeInterruption } from '#domain/activity/describe-outcome.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { mergeSummaries } from './merge-summaries.ts';
import { useHistory } from './use-history.ts';

interface InterruptedBannersProps {
  readonly hostId: string;
  /** Only what is about this machine; null for all. */
  readonly machine: string | null;
}

/** What was interrupted on this host and waits for somebody to say how it shall go on. */
export function InterruptedBanners({ hostId, machine }: InterruptedBannersProps) {
  const { historyByHost, followed } = useStore(useSession().operations);
  useHistory(hostId);
  return mergeSummaries(hostId, historyByHost[hostId] ?? [], followed)
    .filter(({ state }) => state === 'interrupted')
    .filter(({ target }) => machine === null || (target.kind === 'machine' && target.name === machine))
    .map((summary) => <InterruptedBanner key={summary.operationId} summary={summary} />);
}

function InterruptedBanner({ summary }: { readonly summary: OperationSummary }) {
  const go = useGo();
  const { hostId, operationId, title, interruption } = summary;
  if (interruption === null) {
    return null;
  }
  return (
    <Banner
      tone="attention"
      word="Interrupted"
      actions={
        <>
          {canResume(summary).ok && (
            <Button
              variant="filled"
              aria-label={`Resume: ${title}`}
              onClick={() => go({ kind: 'continue-operation', hostId, operationId, way: 'resume' })}
            >
              Resume
            </Button>
          )}
          <Button
            aria-label={`Undo: ${title}`}
            onClick={() => go({ kind: 'continue-operation', hostId, operationId, way: 'undo' })}
          >
            Undo
          </Button>
          <Button variant="subtle" aria-label={`Show: ${title}`} onClick={() => go({ kind: 'operation', hostId, operationId })}>
            Show
          </Button>
        </>
      }
    >
      {describeInterruption(title, interruption)}
    </Banner>
  );
}
