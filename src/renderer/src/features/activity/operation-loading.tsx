import type { Problem } from '#domain/problem.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

interface OperationLoadingProps {
  readonly problem: Problem | null;
  readonly onRetry: () => void;
}

/** Before the first line of a journal has arrived. */
export function OperationLoading({ problem, onRetry }: OperationLoadingProps) {
  return (
    <Page title="Operation">
      {problem === null ? (
        <Loading what="Reading the operation’s journal on the host" />
      ) : (
        <ProblemView title="The operation could not be read" problem={problem} onRetry={onRetry} />
      )}
    </Page>
  );
}
