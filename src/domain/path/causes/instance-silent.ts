import { valueOr } from '../../fact.ts';
import { evidenceFrom } from '../evidence.ts';
import { findOutwardPairs } from '../find-translations.ts';
import { listAddresses, readSwitch } from '../walk/place-questions.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause, fixBy, type Case, type FindingBody } from './cause.ts';
import { showLink, showSwitch } from './evidence-lines.ts';

/** arp_ignore 8: answers for no address at all (Linux, ip-sysctl). */
const ignoresAll = '8';

/** Nobody answers ARP for the instance's address: its card is down, it has another address, or it was told not to answer. */
export const instanceSilent = createCause('instance-silent', 38, (found) => {
  const { machine, nested } = found;
  return nested === null ? fromOutside(found) : machine === null ? [] : fromInside(found, nested);
});

function fromInside(found: Case, nested: NonNullable<Case['nested']>): readonly FindingBody[] {
  const { facts, nic } = nested;
  const target = findTarget(found);
  if (nic === null) {
    return [];
  }
  if (nic.state === 'up-no-carrier' && found.machine?.inner?.port?.state !== 'up') {
    // Its other end, the tap in the machine, is the cause.
    return [];
  }
  if (nic.state !== 'up') {
    return [
      {
        severity: 'blocks',
        place: 'nested',
        device: nic.name,
        sentence: `${nic.name} in the instance ${nic.state === 'down' ? 'is down' : 'has no carrier'}: it hears nothing and answers nothing.`,
        evidence: [showLink(facts, nic)],
        fix: fixBy('nested', `Take ${nic.name} up inside the instance.`, [
          ['ip', 'link', 'set', nic.name, 'up'],
          ['ip', 'link', 'set', nic.name, 'down'],
        ]),
      },
    ];
  }
  const ignorePath = ['all', nic.name]
    .map((name) => `ipv4/conf/${name}/arp_ignore`)
    .find((path) => readSwitch(facts, path) === ignoresAll);
  if (ignorePath !== undefined) {
    return [
      {
        severity: 'blocks',
        place: 'nested',
        device: nic.name,
        sentence: 'The instance was told to answer no ARP request at all (arp_ignore 8).',
        evidence: [showSwitch(facts, ignorePath)],
        fix: fixBy('nested', 'Have it answer.', [
          ['sysctl', '-w', `net.${ignorePath.replaceAll('/', '.')}=0`],
          ['sysctl', '-w', `net.${ignorePath.replaceAll('/', '.')}=8`],
        ]),
      },
    ];
  }
  const own = listAddresses(facts);
  return target === null || own === null || own.includes(target) || !isMeant(found, target)
    ? []
    : [buildWrongAddress(nested, target)];
}

/** Where the packet is going once it was translated; null where it stays in the machine, or nobody knows. */
function findTarget({ walk, probe }: Case): string | null {
  const station = walk.find(({ id }) => id === 'machine-prerouting');
  const isOpen = station?.kind !== 'unread' && !walk.some(({ id }) => id === 'machine-input');
  const translation = findFilter(walk, 'machine-prerouting')?.result.translations.find(({ kind }) => kind === 'destination');
  return translation?.to ?? (isOpen ? probe.destination : null);
}

/** Both rules of the cloud agree on the address: then it is the instance that has the wrong one. */
function isMeant({ machine, probe }: Case, target: string): boolean {
  return (
    target === probe.destination ||
    (machine !== null &&
      findOutwardPairs(machine.facts).some(
        ({ publicAddress, privateAddress }) => publicAddress === probe.destination && privateAddress === target,
      ))
  );
}

function buildWrongAddress({ facts, nic }: NonNullable<Case['nested']>, target: string): FindingBody {
  const device = nic?.name ?? 'eth0';
  const own = nic?.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(' ') ?? '';
  return {
    severity: 'blocks',
    place: 'nested',
    device,
    sentence: `The instance should have the address ${target} and has ${own === '' ? 'none' : own}: nobody answers for it.`,
    evidence: [evidenceFrom(facts.links, `${device}: ${own === '' ? 'no address' : own}`)],
    fix: {
      advice: 'Have it ask for its address again (DHCP), and look whether the cloud answers.',
      steps: [],
    },
  };
}

/** The machine asked by ARP and got no answer. */
function fromOutside(found: Case): readonly FindingBody[] {
  const { machine } = found;
  const target = findTarget(found);
  const silent = machine
    ? valueOr(machine.facts.neighbours, []).find(({ address, states }) => address === target && states.includes('FAILED'))
    : undefined;
  return machine === null || silent === undefined
    ? []
    : [
        {
          severity: 'blocks',
          place: 'nested',
          device: machine.inner?.port?.name ?? silent.device,
          sentence: `Nobody answered when the machine asked who has ${silent.address}: the instance is down, has another address, or does not answer.`,
          evidence: [evidenceFrom(machine.facts.neighbours, `${silent.address} dev ${silent.device} FAILED`)],
          fix: { advice: 'Look into the instance: its console shows whether it runs and which address it has.', steps: [] },
        },
      ];
}
