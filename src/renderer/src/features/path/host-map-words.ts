import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { LinkKind } from '#domain/hosts/network-facts.ts';
import type { GraphMachine, HostGraph } from '#domain/path/host-map/host-graph.ts';
import type { MapItem } from '#domain/path/host-map/layout-host-map.ts';
import { judgeLink } from '#domain/path/live/judge-link.ts';
import type { LiveLinkState, LivePicture } from '#domain/path/live/live-picture.ts';
import type { Inspection } from '#renderer/session/create-inspector-store.ts';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

export type BoxItem = Exclude<MapItem, { readonly kind: 'group' }>;

export const kindWords: Readonly<Record<LinkKind, string>> = {
  physical: 'card',
  bridge: 'bridge',
  tap: 'tap',
  bond: 'bond',
  vlan: 'VLAN',
  veth: 'pair',
  loopback: 'loopback',
  other: 'device',
};

const linkStates: Readonly<Record<LiveLinkState, { readonly tone: Tone; readonly word: string }>> = {
  up: { tone: 'ok', word: 'Up' },
  'no-carrier': { tone: 'attention', word: 'No carrier' },
  down: { tone: 'broken', word: 'Down' },
  unknown: { tone: 'unknown', word: 'State unknown' },
};

const machineStates: Readonly<Record<GraphMachine['state'], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'ok', word: 'Running' },
  stopped: { tone: 'off', word: 'Stopped' },
};

export function toLinkWords(state: LiveLinkState) {
  return linkStates[state];
}

export function toMachineWords(state: GraphMachine['state']) {
  return machineStates[state];
}

export function describeMapItem(item: BoxItem, live: LiveLinkState | null) {
  switch (item.kind) {
    case 'device': {
      const { name, kind, state } = item.device;
      return { title: name, kind: kindWords[kind], ...linkStates[live ?? (state === 'up-no-carrier' ? 'no-carrier' : state)] };
    }
    case 'machine':
      return { title: item.machine.name, kind: 'machine', ...machineStates[item.machine.state] };
    case 'folded': {
      const running = item.machines.filter(({ state }) => state === 'running').length;
      const count = item.machines.length;
      const word = running === count ? 'All run' : `${running.toString()} run`;
      return {
        title: item.title,
        kind: `${count.toString()} ${count === 1 ? 'machine' : 'machines'}`,
        tone: running === count ? ('ok' as const) : ('attention' as const),
        word,
      };
    }
  }
}

/** The links whose counters a box shows: its own, or the taps of its machines. */
export function linkNamesOf(item: BoxItem, { devices, joins }: HostGraph): readonly string[] {
  if (item.kind === 'device') {
    return [item.device.name];
  }
  const ids = new Set(item.kind === 'machine' ? [item.machine.id] : item.machines.map(({ id }) => id));
  const outer = new Set(joins.filter(({ kind, innerId }) => kind === 'card' && ids.has(innerId)).map(({ outerId }) => outerId));
  return devices.filter(({ id, kind }) => kind !== 'bridge' && outer.has(id)).map(({ name }) => name);
}

export function inspectMapItem(item: BoxItem, facts: HostFacts, picture: LivePicture | null): Inspection {
  const { command } = facts.network.links;
  const { title, kind, word } = describeMapItem(item, null);
  const common = { key: `map:${item.id}`, title, kind, readAtEpochMs: facts.readAtEpochMs };
  const state = { label: 'State', value: word, command };
  if (item.kind === 'device') {
    const { mac, addresses, portState, name } = item.device;
    const link = picture?.links.find((each) => each.name === name);
    const rates = link?.rates;
    return {
      ...common,
      facts: [
        state,
        ...(mac === null ? [] : [{ label: 'MAC', value: mac, command }]),
        ...addresses.map((value) => ({ label: 'Address', value, command })),
        ...(portState === null ? [] : [{ label: 'Port state', value: portState, command }]),
        ...(rates
          ? [
              {
                label: 'Receives',
                value: `${formatByteRate(rates.rxBytes)}, ${formatCountRate(rates.rxPackets)} packets`,
                command: 'cat /proc/net/dev',
              },
              {
                label: 'Sends',
                value: `${formatByteRate(rates.txBytes)}, ${formatCountRate(rates.txPackets)} packets`,
                command: 'cat /proc/net/dev',
              },
            ]
          : []),
      ],
      warnings: link === undefined ? [] : judgeLink(link).map(({ sentence }) => sentence),
    };
  }
  const cards = item.kind === 'machine' ? item.machine.cards : [];
  const blind = cards.filter(({ deviceId }) => deviceId === null).length;
  return {
    ...common,
    facts: [
      { ...state, command: facts.processes.command },
      ...cards.map(({ mac, deviceId }, at) => ({
        label: `Card ${(at + 1).toString()}`,
        value: `${mac ?? 'no known MAC'} on ${deviceId?.replace(/^device:/, '') ?? 'nothing that was found'}`,
        command: facts.processes.command,
      })),
    ],
    warnings: blind === 0 ? [] : ['A card of this machine hangs on no device of the host that was found.'],
  };
}
