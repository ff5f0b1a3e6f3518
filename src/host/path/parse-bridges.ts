import type { BridgeSettings, PortSettings, PortState } from '#domain/path/place-facts.ts';
import { parsePairs } from '../facts/parse-pairs.ts';

/** BR_STATE_* of include/uapi/linux/if_bridge.h, in their order. */
const portStates: readonly PortState[] = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

interface Block {
  readonly bridge: string;
  readonly port: string | null;
  readonly values: Map<string, string>;
}

/** Blocks that begin with `bridge=NAME`, each followed by those of its ports, `port=NAME`. */
function parseBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const [key, value] of parsePairs(text)) {
    const last = blocks.at(-1);
    if (key === 'bridge') {
      blocks.push({ bridge: value, port: null, values: new Map() });
    } else if (key === 'port' && last) {
      blocks.push({ bridge: last.bridge, port: value, values: new Map() });
    } else {
      last?.values.set(key, value);
    }
  }
  return blocks;
}

/** The kernel counts the delay in hundredths of a second (USER_HZ). */
const ticksPerSecond = 100;

export function parseBridges(text: string): readonly BridgeSettings[] {
  return parseBlocks(text)
    .filter(({ port }) => port === null)
    .map(({ bridge, values }) => {
      const delay = values.get('forward_delay');
      return {
        name: bridge,
        spanningTree: toFlag(values.get('stp_state')),
        forwardDelaySeconds: delay === undefined ? null : Number(delay) / ticksPerSecond,
        filtersVlans: toFlag(values.get('vlan_filtering')),
        callsIptables: toFlag(values.get('nf_call_iptables')),
      };
    });
}

export function parsePorts(text: string): readonly PortSettings[] {
  return parseBlocks(text).flatMap(({ bridge, port, values }) => {
    const number = values.get('port_no');
    return port === null
      ? []
      : [
          {
            name: port,
            bridge,
            state: portStates[Number(values.get('state') ?? Number.NaN)] ?? null,
            number: number === undefined ? null : Number(number),
            learns: toFlag(values.get('learning')),
            floods: toFlag(values.get('unicast_flood')),
            isIsolated: toFlag(values.get('isolated')),
          },
        ];
  });
}

function toFlag(value: string | undefined): boolean | null {
  return value === undefined ? null : value !== '0';
}
