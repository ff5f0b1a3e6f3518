import type { Link } from '../../hosts/network-facts.ts';
import { createCause, fixBy, type Case, type FindingBody } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** The instance's tap is not in the machine's bridge: the machine routes into nothing, and does not even ask by ARP. */
export const innerBridgeNoCarrier = createCause('inner-bridge-no-carrier', 36, (found) => {
  const { machine } = found;
  const inner = machine?.inner ?? null;
  if (!machine || !inner?.bridge) {
    return [];
  }
  return inner.bridge.state === 'down' ? [buildDown(machine, inner.bridge)] : buildEmpty(found, machine, inner.bridge);
});

type Machine = NonNullable<Case['machine']>;

function buildDown({ facts }: Machine, bridge: Link): FindingBody {
  return {
    severity: 'blocks',
    place: 'machine',
    device: bridge.name,
    sentence: `${bridge.name} in the machine is down.`,
    evidence: [showLink(facts, bridge)],
    fix: fixBy('machine', `Take ${bridge.name} up.`, [
      ['ip', 'link', 'set', bridge.name, 'up'],
      ['ip', 'link', 'set', bridge.name, 'down'],
    ]),
  };
}

function buildEmpty({ nested }: Case, { facts, inner }: Machine, bridge: Link): readonly FindingBody[] {
  const port = inner?.port ?? null;
  const isOutside = port !== null && port.master !== bridge.name;
  // Where the tap or the instance's card is down, that is the cause, and no carrier its consequence.
  const isExplained = port?.state === 'down' || nested?.nic?.state === 'down';
  if (!isOutside && (bridge.state === 'up' || isExplained)) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: bridge.name,
      sentence: `${describe(port, bridge, isOutside)}: packets for the instance go nowhere.`,
      evidence: [bridge, ...(port ? [port] : [])].map((link) => showLink(facts, link)),
      fix:
        port === null
          ? { advice: 'Start the instance again: its tap is made then.', steps: [] }
          : fixBy('machine', `Put ${port.name} into ${bridge.name}.`, [
              ['ip', 'link', 'set', port.name, 'master', bridge.name],
              ['ip', 'link', 'set', port.name, 'nomaster'],
            ]),
    },
  ];
}

function describe(port: Link | null, bridge: Link, isOutside: boolean): string {
  const carrier = bridge.state === 'up-no-carrier' ? ', which has no carrier' : '';
  if (port === null) {
    return `No instance's tap is in ${bridge.name}${carrier}`;
  }
  return isOutside ? `${port.name} is not in ${bridge.name}${carrier}` : `${port.name} is in ${bridge.name} and dead${carrier}`;
}
