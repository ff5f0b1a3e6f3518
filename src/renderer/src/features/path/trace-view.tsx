import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { TraceForm } from './trace-form.tsx';
import { TraceTable } from './trace-table.tsx';
import { TraceVerdictView } from './trace-verdict-view.tsx';
import { toTraceInput } from './trace-wish.ts';
import { useTrace } from './use-trace.ts';

interface TraceViewProps {
  readonly hostId: string;
  readonly machine: string;
}

/** Real packets, seen at every device: both lanes fill while they are under way, then the verdict. */
export function TraceView({ hostId, machine }: TraceViewProps) {
  const { progress, start, stop } = useTrace();
  const { kind, stage, plan, result, problem } = progress;
  return (
    <PaddedScroll label="Trace">
      <Stacked>
        <TraceForm
          isRunning={kind === 'running'}
          stage={stage}
          onStart={(wish) => start(toTraceInput(hostId, machine, wish))}
          onStop={stop}
        />
        {problem !== null && <ProblemView title="The trace could not be made" problem={problem} />}
        {result !== null && <TraceVerdictView result={result} />}
        {plan !== null && <TraceTable progress={progress} />}
      </Stacked>
    </PaddedScroll>
  );
}
