import { useCallback, useMemo } from 'react';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { HostGraph } from '#domain/path/host-map/host-graph.ts';
import { findNextBox } from '#domain/path/host-map/find-next-box.ts';
import { layoutHostMap, type HostMap, type MapItem } from '#domain/path/host-map/layout-host-map.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { MapFrame } from '#renderer/ui/host-map/map-box.tsx';
import { MapCanvas, type CanvasLine } from '#renderer/ui/host-map/map-canvas.tsx';
import type { LiveStore } from './create-live-store.ts';
import { HostMapBox } from './host-map-box.tsx';
import { inspectMapItem } from './host-map-words.ts';

interface HostMapCanvasProps {
  readonly hostId: string;
  readonly graph: HostGraph;
  readonly folded: ReadonlySet<string>;
  readonly onToggle: (groupId: string) => void;
  readonly store: LiveStore;
  readonly facts: HostFacts;
}

/** The network of a host as a map; each box follows its own numbers, so that the map itself is drawn once. */
export function HostMapCanvas({ hostId, graph, folded, onToggle, store, facts }: HostMapCanvasProps) {
  const { inspector } = useSession();
  const go = useGo();
  const map = useMemo(() => layoutHostMap(graph, folded), [graph, folded]);
  const lines = useMemo(() => toCanvasLines(map), [map]);
  const renderBox = useCallback(
    (id: string) => {
      const item = map.items.find((candidate) => candidate.id === id);
      if (item === undefined) {
        return null;
      }
      if (item.kind === 'group') {
        return <MapFrame title={item.title} onFold={() => onToggle(item.id.replace(/:box$/, ''))} />;
      }
      const machine = machineOf(item);
      const open = machine === null ? undefined : () => go({ kind: 'machine', hostId, machine, tab: 'path' });
      const select = () =>
        item.kind === 'folded'
          ? onToggle(item.id)
          : item.kind === 'more-instances'
            ? open?.()
            : inspector.getState().show(inspectMapItem(item, facts, store.getState().picture));
      return <HostMapBox item={item} graph={graph} store={store} onSelect={select} onOpen={open} />;
    },
    [map, graph, store, inspector, facts, go, hostId, onToggle],
  );
  return (
    <MapCanvas
      label={`Network map, ${map.items.length.toString()} boxes. Arrow keys walk along the lines.`}
      boxes={map.items}
      lines={lines}
      renderBox={renderBox}
      onArrow={(fromId, key) => findNextBox(map, fromId, key)}
    />
  );
}

/** Whose path a double click opens; of an instance that of its machine, which leads to it. */
function machineOf(item: MapItem): string | null {
  switch (item.kind) {
    case 'machine':
    case 'more-instances':
      return item.machine.name;
    case 'instance':
      return item.inside.machineName;
    default:
      return null;
  }
}

function toCanvasLines({ lines, items }: HostMap): readonly CanvasLine[] {
  const boxes = new Map(items.map((item) => [item.id, item]));
  return lines.flatMap(({ id, outerId, innerId, kind, y }) => {
    const [outer, inner] = [boxes.get(outerId), boxes.get(innerId)];
    if (outer === undefined || inner === undefined) {
      return [];
    }
    const within = (box: { readonly y: number; readonly height: number }) =>
      Math.min(Math.max(y, box.y + 8), box.y + box.height - 8);
    return [
      {
        id,
        fromX: outer.x + outer.width,
        fromY: within(outer),
        toX: inner.x,
        toY: within(inner),
        isDashed: kind === 'stands-on',
      },
    ];
  });
}
