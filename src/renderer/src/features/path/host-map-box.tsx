import { useStore } from 'zustand';
import { formatByteRate } from '#domain/format-rate.ts';
import type { HostGraph } from '#domain/path/host-map/host-graph.ts';
import { MapBox } from '#renderer/ui/host-map/map-box.tsx';
import type { LiveState, LiveStore } from './create-live-store.ts';
import { describeMapItem, linkNamesOf, type BoxItem } from './host-map-words.ts';

interface HostMapBoxProps {
  readonly item: BoxItem;
  readonly graph: HostGraph;
  readonly store: LiveStore;
  readonly onSelect: () => void;
  readonly onOpen: (() => void) | undefined;
}

/** Drawn anew only when the numbers that it shows are others. */
export function HostMapBox({ item, graph, store, onSelect, onOpen }: HostMapBoxProps) {
  const names = linkNamesOf(item, graph);
  const received = useStore(store, (state) => sumRates(state, names, 'rxBytes'));
  const sent = useStore(store, (state) => sumRates(state, names, 'txBytes'));
  const liveState = useStore(store, (state) => stateOf(state, item));
  const { title, kind, tone, word } = describeMapItem(item, liveState);
  return (
    <MapBox
      id={item.id}
      title={title}
      kind={kind}
      tone={tone}
      word={word}
      isStrong={item.kind === 'machine' || item.kind === 'folded'}
      isGuess={item.kind === 'instance' && item.inside.instance.certainty === 'inferred'}
      traffic={received === null || sent === null ? null : { received, sent }}
      onSelect={onSelect}
      {...(onOpen !== undefined && { onOpen })}
    />
  );
}

/** As text, so that a box whose text stays the same is left alone. */
function sumRates({ picture }: LiveState, names: readonly string[], key: 'rxBytes' | 'txBytes'): string | null {
  const rates = (picture?.links ?? []).flatMap(({ name, rates: own }) =>
    own !== null && names.includes(name) ? [own[key]] : [],
  );
  return rates.length === 0 ? null : formatByteRate(rates.reduce((sum, rate) => sum + rate, 0));
}

function stateOf({ picture }: LiveState, item: BoxItem) {
  return item.kind === 'device' ? (picture?.links.find(({ name }) => name === item.device.name)?.state ?? null) : null;
}
