import { useElementSize, useMergedRef } from '@mantine/hooks';
import type { RefObject } from 'react';
import { TraceLine } from '#renderer/ui/metro/trace-line.tsx';
import { layoutTrace } from './layout-trace.ts';
import type { TraceProgress } from './trace-progress.ts';

interface TraceDrawingProps {
  readonly progress: TraceProgress;
  /** Gets what the drawing is in. */
  readonly drawing: RefObject<HTMLDivElement | null>;
}

/** Both lanes of a trace as a drawing that is as wide as its page. */
export function TraceDrawing({ progress, drawing }: TraceDrawingProps) {
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(sized, drawing);
  return <div ref={ref}>{width > 0 && <TraceLine label="The trace" layout={layoutTrace(progress, width)} />}</div>;
}
