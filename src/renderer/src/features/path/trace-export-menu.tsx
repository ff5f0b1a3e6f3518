import { Button, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { RefObject } from 'react';
import { drawTrace } from '#domain/path/trace/draw-trace.ts';
import type { TraceResult } from '#domain/path/trace/trace-result.ts';
import { saveDrawing } from '#renderer/ui/drawing/save-drawing.ts';
import { saveFile, saveJson } from '#renderer/ui/save-file.ts';

interface TraceExportMenuProps {
  readonly result: TraceResult;
  /** What the drawing is in. */
  readonly drawing: RefObject<HTMLDivElement | null>;
  readonly isDrawn: boolean;
}

/** A trace as something to keep, or to paste into a bug. */
export function TraceExportMenu({ result, drawing, isDrawn }: TraceExportMenuProps) {
  const { copy } = useClipboard();
  const name = `trace-of-${result.machineName}`;
  const saveAs = (format: 'svg' | 'png') => {
    const svg = drawing.current?.querySelector('svg');
    if (svg) {
      void saveDrawing(svg, name, format);
    }
  };
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button>Export trace</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy(drawTrace(result))}>Copy as text report</Menu.Item>
        <Menu.Item onClick={() => saveFile(`${name}.txt`, new Blob([`${drawTrace(result)}\n`], { type: 'text/plain' }))}>
          Save as text report
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={!isDrawn} onClick={() => saveAs('svg')}>
          Save drawing as SVG
        </Menu.Item>
        <Menu.Item disabled={!isDrawn} onClick={() => saveAs('png')}>
          Save drawing as PNG
        </Menu.Item>
        <Menu.Item onClick={() => saveJson(`${name}.json`, result)}>Save as JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
