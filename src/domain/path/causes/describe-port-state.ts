import { evidenceFrom, type Evidence } from '../evidence.ts';
import type { PlaceFacts, PortSettings, PortState } from '../place-facts.ts';
import { findBridge } from '../walk/place-questions.ts';

/** What a port in these states does (IEEE 802.1D, 7.4). */
export const portTroubles: Readonly<Record<Exclude<PortState, 'forwarding'>, string>> = {
  disabled: 'the bridge does not use it',
  listening: 'it passes nothing until twice the forward delay is over',
  learning: 'it passes nothing until the forward delay is over',
  blocking: 'the spanning tree found a loop and lets nothing through',
};

export function showPort(facts: PlaceFacts, port: PortSettings): readonly Evidence[] {
  const bridge = findBridge(facts, port.bridge);
  return [
    evidenceFrom(facts.ports, `${port.name}: port of ${port.bridge}, state ${port.state ?? 'unknown'}`),
    ...(bridge
      ? [
          evidenceFrom(
            facts.bridges,
            `${bridge.name}: spanning tree ${bridge.spanningTree === true ? 'on' : 'off'}, forward delay ${bridge.forwardDelaySeconds ?? '?'} s`,
          ),
        ]
      : []),
  ];
}
