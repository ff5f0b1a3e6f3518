import { Button, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { RefObject } from 'react';
import type { Chain } from '#domain/path/chain.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import { drawChain } from '#domain/path/draw-chain.ts';
import { drawDiagnosis } from '#domain/path/draw-diagnosis.ts';
import { plainPaint } from '#domain/path/text-paint.ts';
import { saveDrawing } from '#renderer/ui/drawing/save-drawing.ts';
import { saveJson } from '#renderer/ui/save-file.ts';

interface PathExportMenuProps {
  readonly hostName: string;
  readonly chain: Chain;
  /** null: not known, or the machine does not run. */
  readonly diagnosis: Diagnosis | null;
  /** What the drawing is in. */
  readonly drawing: RefObject<HTMLDivElement | null>;
  readonly isDrawn: boolean;
}

/** The path as something to keep, or to paste into a bug. */
export function PathExportMenu({ hostName, chain, diagnosis, drawing, isDrawn }: PathExportMenuProps) {
  const { copy } = useClipboard();
  const name = `path-of-${chain.machineName}`;
  const saveAs = (format: 'svg' | 'png') => {
    const svg = drawing.current?.querySelector('svg');
    if (svg) {
      void saveDrawing(svg, name, format);
    }
  };
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy(writeReport(hostName, chain, diagnosis))}>Copy as text report</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={!isDrawn} onClick={() => saveAs('svg')}>
          Save drawing as SVG
        </Menu.Item>
        <Menu.Item disabled={!isDrawn} onClick={() => saveAs('png')}>
          Save drawing as PNG
        </Menu.Item>
        <Menu.Item onClick={() => saveJson(`${name}.json`, { chain, diagnosis })}>Save as JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function writeReport(hostName: string, chain: Chain, diagnosis: Diagnosis | null): string {
  const readAt = new Date(chain.readAtEpochMs).toISOString();
  const drawn = drawChain(chain, { hostName, readAt }, plainPaint);
  return diagnosis === null ? drawn : `${drawn}\n\n${drawDiagnosis({ chain, diagnosis }, plainPaint)}`;
}
