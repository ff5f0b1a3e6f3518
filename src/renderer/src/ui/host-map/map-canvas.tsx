import {
  Controls,
  MiniMap,
  ReactFlow,
  ViewportPortal,
  type Edge,
  type Node,
  type NodeTypes,
  type ReactFlowInstance,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { createContext, memo, use, useMemo, useRef, type ReactNode } from 'react';
import classes from './map-canvas.module.css';

export interface CanvasBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CanvasLine {
  readonly id: string;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  readonly isDashed: boolean;
}

interface MapCanvasProps {
  readonly label: string;
  readonly boxes: readonly CanvasBox[];
  readonly lines: readonly CanvasLine[];
  /** What is in a box. Must be the same function for as long as the boxes are the same. */
  readonly renderBox: (id: string) => ReactNode;
  /** The box that an arrow key goes to; null: there is none that way. */
  readonly onArrow: (fromId: string, key: string) => string | null;
}

const BoxContent = createContext<(id: string) => ReactNode>(() => null);

/** Only what is in a box knows what it shows; the canvas never draws it anew for numbers that move. */
const CanvasNode = memo(function CanvasNode({ id }: { readonly id: string }) {
  return use(BoxContent)(id);
});
const nodeTypes: NodeTypes = { box: CanvasNode };

/** A picture larger than the screen: drag or scroll to move, pinch or Ctrl and scroll to zoom, arrows to walk from box to box. */
export function MapCanvas({ label, boxes, lines, renderBox, onArrow }: MapCanvasProps) {
  const nodes = useMemo(() => boxes.map(toNode), [boxes]);
  const canvas = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={canvas}
      className={classes.canvas}
      role="group"
      aria-label={label}
      onKeyDownCapture={(event) => walkBoxes(event, onArrow)}
    >
      <BoxContent value={renderBox}>
        <ReactFlow
          // Another picture is looked at from its beginning.
          key={boxes.length}
          onInit={(flow) => lookAt(flow, boxes, canvas.current)}
          nodes={nodes}
          edges={noEdges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          panOnScroll
          minZoom={0.05}
          maxZoom={2}
          zoomOnDoubleClick={false}
        >
          <ViewportPortal>
            <CanvasLines lines={lines} />
          </ViewportPortal>
          <Controls showInteractive={false} />
          {boxes.length > 40 && (
            <MiniMap pannable zoomable nodeColor="var(--line-strong)" maskColor="var(--hover)" bgColor="var(--surface)" />
          )}
        </ReactFlow>
      </BoxContent>
    </div>
  );
}

const noEdges: Edge[] = [];

/** Smaller than this nobody reads a name. */
const readableZoom = 0.5;
const margin = 14;

/** All of it where it can still be read so, else its beginning: the wire, and the first machines. */
function lookAt(flow: ReactFlowInstance, boxes: readonly CanvasBox[], canvas: HTMLElement | null): void {
  const room = { width: canvas?.clientWidth ?? 0, height: canvas?.clientHeight ?? 0 };
  const width = Math.max(1, ...boxes.map((box) => box.x + box.width)) + 2 * margin;
  const height = Math.max(1, ...boxes.map((box) => box.y + box.height)) + 2 * margin;
  const whole = Math.min(1, room.width / width, room.height / height);
  const zoom = whole >= readableZoom ? whole : Math.max(readableZoom, Math.min(1, room.width / width));
  void flow.setViewport({ x: margin * zoom, y: margin * zoom, zoom });
}

function toNode({ id, x, y, width, height }: CanvasBox): Node {
  return { id, type: 'box', position: { x, y }, width, height, data: {} };
}

const CanvasLines = memo(function CanvasLines({ lines }: { readonly lines: readonly CanvasLine[] }) {
  const width = Math.max(1, ...lines.map(({ toX, fromX }) => Math.max(toX, fromX)));
  const height = Math.max(1, ...lines.map(({ toY, fromY }) => Math.max(toY, fromY))) + 2;
  return (
    <svg className={classes.lines} width={width} height={height} aria-hidden="true">
      {lines.map(({ id, fromX, fromY, toX, toY, isDashed }) => {
        const middle = (fromX + toX) / 2;
        const [a, b, m, c, d] = [fromX, fromY, middle, toX, toY].map((value) => value.toString());
        return <path key={id} data-dashed={isDashed || undefined} d={`M${a} ${b}C${m} ${b} ${m} ${d} ${c} ${d}`} />;
      })}
    </svg>
  );
});

function walkBoxes(event: React.KeyboardEvent<HTMLDivElement>, onArrow: MapCanvasProps['onArrow']): void {
  const from = event.target instanceof HTMLElement ? event.target.dataset['mapBox'] : undefined;
  if (from === undefined || !event.key.startsWith('Arrow')) {
    return;
  }
  const to = onArrow(from, event.key);
  event.preventDefault();
  if (to !== null) {
    const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-map-box]')];
    boxes.find(({ dataset }) => dataset['mapBox'] === to)?.focus();
  }
}
