import { useRef } from 'react';
import { splitterControl } from './focusable-roles.ts';
import classes from './splitter.module.css';

interface SplitterProps {
  readonly label: string;
  /** vertical: a vertical line between two columns, moved left and right. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly sizePx: number;
  readonly minPx: number;
  readonly maxPx: number;
  /** 1 where dragging right or down makes the pane larger, -1 where it makes it smaller. */
  readonly direction: 1 | -1;
  readonly onResize: (sizePx: number) => void;
  readonly onResizeEnd: (sizePx: number) => void;
}

const keyStepPx = 16;

/** The border between two panes: dragged with the pointer or moved with the arrow keys. */
export function Splitter({ label, orientation, sizePx, minPx, maxPx, direction, onResize, onResizeEnd }: SplitterProps) {
  const drag = useRef<{ readonly from: number; readonly sizePx: number } | null>(null);
  const clamp = (size: number) => Math.round(Math.min(maxPx, Math.max(minPx, size)));
  const at = (event: React.PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const sizeAt = (event: React.PointerEvent) =>
    drag.current === null ? sizePx : clamp(drag.current.sizePx + direction * (at(event) - drag.current.from));

  const onKeyDown = (event: React.KeyboardEvent) => {
    const sign = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (sign !== undefined) {
      event.preventDefault();
      onResizeEnd(clamp(sizePx + sign * direction * keyStepPx));
    }
  };
  const handlers = {
    onKeyDown,
    onPointerDown(event: React.PointerEvent) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { from: at(event), sizePx };
    },
    onPointerMove(event: React.PointerEvent) {
      if (drag.current !== null) {
        onResize(sizeAt(event));
      }
    },
    onPointerUp(event: React.PointerEvent) {
      onResizeEnd(sizeAt(event));
      drag.current = null;
    },
  };
  return (
    <div
      className={classes.splitter}
      data-orientation={orientation}
      {...splitterControl}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={sizePx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      {...handlers}
    />
  );
}
