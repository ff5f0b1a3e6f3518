import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { LinkKind } from '#domain/hosts/network-facts.ts';
import type { GraphInstance, GraphMachine, HostGraph } from '#domain/path/host-map/host-graph.ts';
import type { MapItem } from '#domain/path/host-map/layout-host-map.ts';
import type { InstanceCertainty, MachineInstance } from '#domain/path/list-machine-instances.ts';
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
    case 'instance':
      return describeInstance(item.inside.instance);
    case 'more-instances':
      return {
        title: `${item.count.toString()} more`,
        kind: 'instances',
        tone: 'unknown' as const,
        word: `in ${item.machine.name}`,
      };
    case 'folded': {
      const running = item.machines.filter(({ state }) => state === 'running').length;
      const count = item.machines.length;
      const inside = item.machines.reduce((sum, { instances }) => sum + instances.length, 0);
      const runs = running === count ? 'All run' : `${running.toString()} run`;
      const word = inside === 0 ? runs : `${runs}, ${inside.toString()} inside`;
      return {
        title: item.title,
        kind: `${count.toString()} ${count === 1 ? 'machine' : 'machines'}`,
        tone: running === count ? ('ok' as const) : ('attention' as const),
        word,
      };
    }
  }
}

/** How sure it is stands where a device has its kind: seen, told by the cloud, or inferred. */
function describeInstance({ title, state, certainty, publicAddresses, privateAddress }: MachineInstance) {
  const address = publicAddresses[0] ?? privateAddress;
  const isNamedByAddress = address === null || address === title;
  return {
    title,
    kind: certaintyWords[certainty],
    tone: certainty === 'inferred' ? ('unknown' as const) : state === 'pending' ? ('busy' as const) : ('ok' as const),
    word: isNamedByAddress ? (state ?? 'instance') : address,
  };
}

export const certaintyWords: Readonly<Record<InstanceCertainty, string>> = {
  seen: 'instance',
  told: 'instance, told',
  inferred: 'inferred',
};

/** The links whose counters a box shows: its own, or the taps of its machines. */
export function linkNamesOf(item: BoxItem, { devices, joins }: HostGraph): readonly string[] {
  if (item.kind === 'device') {
    return [item.device.name];
  }
  if (item.kind === 'instance' || item.kind === 'more-instances') {
    return [];
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
  if (item.kind === 'instance') {
    return { ...common, ...inspectInstance(item.inside) };
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

function inspectInstance({ instance, machineName }: GraphInstance): Pick<Inspection, 'facts' | 'warnings'> {
  const { name, state, mac, privateAddress, publicAddresses, reason, evidence: command } = instance;
  const rows = {
    Instance: name,
    Inside: machineName,
    'In the cloud': state,
    MAC: mac,
    'Public address': publicAddresses.join(', ') || null,
    'Private address': privateAddress,
    'How it is known': reason,
  };
  return {
    facts: Object.entries(rows).flatMap(([label, value]) => (value === null ? [] : [{ label, value, command }])),
    warnings: [],
  };
}
