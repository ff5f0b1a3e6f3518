import { isInRange } from '../address.ts';
import { evidenceFrom } from '../evidence.ts';
import { listAddresses, readSwitch } from '../walk/place-questions.ts';
import { createCause, fixBy, type Case } from './cause.ts';

/**
 * Nobody answers ARP for the public address. It still works as long as somebody's neighbour entry lives, and then it stops. An
 * address outside the card's own networks is routed here by somebody else, and needs no ARP.
 */
export const publicAddressMissing = createCause('public-address-missing', 20, ({ probe, machine }) => {
  const address = probe.destination;
  if (!machine || machine.nic === null || address === null || !isMissed(machine, machine.nic, address)) {
    return [];
  }
  const { nic, facts } = machine;
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: nic.name,
      sentence: `${nic.name} does not have the address ${address}: nobody answers when the network asks who has it.`,
      evidence: [
        evidenceFrom(
          facts.links,
          `${nic.name}: ${nic.addresses.map((each) => `${each.address}/${each.prefixLength}`).join(' ') || 'no address'}`,
        ),
      ],
      fix: fixBy('machine', 'Add the address. In a Eucalyptus cloud eucanetd does it: restart it, and look why it did not.', [
        ['ip', 'addr', 'add', `${address}/32`, 'dev', nic.name],
        ['ip', 'addr', 'del', `${address}/32`, 'dev', nic.name],
      ]),
    },
  ];
});

type Machine = NonNullable<Case['machine']>;

function isMissed({ facts, inner }: Machine, nic: NonNullable<Machine['nic']>, address: string): boolean {
  const own = listAddresses(facts);
  if (own === null || own.includes(address) || address === inner?.address || nic.master !== null) {
    return false;
  }
  const isOnLink = nic.addresses.some(
    ({ family, address: base, prefixLength }) => family === 'inet' && isInRange(address, `${base}/${prefixLength}`) === true,
  );
  return isOnLink && readSwitch(facts, `ipv4/conf/${nic.name}/proxy_arp`) !== '1';
}
