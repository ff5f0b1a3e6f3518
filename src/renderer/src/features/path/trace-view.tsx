import { SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { TraceDrawing } from './trace-drawing.tsx';
import { TraceExportMenu } from './trace-export-menu.tsx';
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
  const [form, setForm] = useState<'drawing' | 'table'>('drawing');
  const drawing = useRef<HTMLDivElement>(null);
  const isDrawn = form === 'drawing';
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
        {plan !== null && (
          <>
            <ButtonRow>
              <SegmentedControl
                aria-label="Show the trace as"
                value={form}
                onChange={(value) => setForm(value === 'table' ? 'table' : 'drawing')}
                data={[
                  { value: 'drawing', label: 'Drawing' },
                  { value: 'table', label: 'Devices' },
                ]}
              />
              {result !== null && <TraceExportMenu result={result} drawing={drawing} isDrawn={isDrawn} />}
            </ButtonRow>
            {isDrawn ? <TraceDrawing progress={progress} drawing={drawing} /> : <TraceTable progress={progress} />}
          </>
        )}
      </Stacked>
    </PaddedScroll>
  );
}
