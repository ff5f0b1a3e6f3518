import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Taken } from './collect-taken.ts';
import type { DraftProblem } from './draft-problem.ts';
import { isBridgeAllowed } from './is-bridge-allowed.ts';
import type { MachineDraft } from './machine-definition.ts';
import { isQemuDefaultMac } from './propose-mac.ts';

/** The bridge, the MAC and the display. */
export function checkNetwork(draft: MachineDraft, facts: HostFacts, taken: Taken): readonly DraftProblem[] {
  return [...checkBridge(draft, facts), ...checkHelper(draft, facts), ...checkMac(draft, taken), ...checkDisplay(draft, taken)];
}

function checkBridge({ bridge }: MachineDraft, { network }: HostFacts): readonly DraftProblem[] {
  const { links } = network;
  if (links.kind === 'unavailable') {
    return [refusal('bridge', `The host's network interfaces could not be read: ${links.reason}.`)];
  }
  const bridges = links.value.filter(({ kind }) => kind === 'bridge').map(({ name }) => name);
  if (!bridges.includes(bridge)) {
    const remedy =
      bridges.length === 0
        ? 'The host has no bridge yet: make one and enslave its network card to it.'
        : `The host has ${bridges.join(', ')}.`;
    return [refusal('bridge', `${bridge === '' ? 'No bridge is chosen' : `There is no bridge ${bridge}`}. ${remedy}`)];
  }
  const reachesOut = links.value.some(
    ({ master, kind }) => master === bridge && (kind === 'physical' || kind === 'bond' || kind === 'vlan'),
  );
  return reachesOut
    ? []
    : [warning('bridge', `Bridge ${bridge} enslaves no network card, so the machine will reach the host and nothing beyond it.`)];
}

function checkHelper({ bridge }: MachineDraft, { bridgeHelper }: HostFacts): readonly DraftProblem[] {
  const helper = valueOr(bridgeHelper, null);
  if (!helper) {
    return [];
  }
  if (helper.path === null) {
    return [
      refusal(
        'bridge',
        "QEMU's bridge helper (qemu-bridge-helper) is not on this host. It comes with QEMU's packages; install them again.",
      ),
    ];
  }
  const file = helper.configPath ?? helper.expectedConfigPath ?? '/etc/qemu/bridge.conf';
  const [unknownLine] = helper.unknownLines;
  if (unknownLine !== undefined) {
    return [
      refusal(
        'bridge',
        `${file} holds a line that QEMU's bridge helper does not know (${unknownLine}), so it refuses every bridge. Correct it.`,
      ),
    ];
  }
  return bridge !== '' && isBridgeAllowed(helper, bridge) === 'no'
    ? [
        refusal(
          'bridge',
          `QEMU may not use bridge ${bridge}: ${file} does not allow it, and that binds root as well. Add the line "allow ${bridge}" to it.`,
        ),
      ]
    : [];
}

function checkMac({ mac }: MachineDraft, taken: Taken): readonly DraftProblem[] {
  const holder = taken.macs.get(mac.toLowerCase());
  if (holder !== undefined) {
    return [refusal('mac', `MAC ${mac} is taken by ${holder}: the two could not talk to each other. Choose another MAC.`)];
  }
  return isQemuDefaultMac(mac)
    ? [
        refusal(
          'mac',
          `MAC ${mac} is what QEMU gives to every machine without a MAC of its own, so the next such machine will clash. Choose another MAC.`,
        ),
      ]
    : [];
}

function checkDisplay({ vnc }: MachineDraft, taken: Taken): readonly DraftProblem[] {
  const holder = vnc.kind === 'display' ? taken.displays.get(vnc.number) : undefined;
  return vnc.kind === 'display' && holder !== undefined
    ? [
        refusal(
          'vnc',
          `Display ${vnc.number} (TCP port ${5900 + vnc.number}) is taken by ${holder}. Choose another display, or the socket.`,
        ),
      ]
    : [];
}

function refusal(field: 'bridge' | 'mac' | 'vnc', message: string): DraftProblem {
  return { field, level: 'refusal', message };
}

function warning(field: 'bridge', message: string): DraftProblem {
  return { field, level: 'warning', message };
}
