import { formatIpv4, parseIpv4 } from '../addressing/ipv4.ts';
import type { Cloud } from '../clouds/cloud.ts';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { MachineNic } from '../machines/machine.ts';
import { isAlive, toInstanceMac, toldBy, type ToldInstance, type ToldInstances } from './told-instances.ts';

/** An instance as it can be concluded without looking into its machine. */
export interface OutsideInstance {
  readonly name: string | null;
  readonly state: string | null;
  readonly mac: string | null;
  readonly privateAddress: string | null;
  readonly publicAddresses: readonly string[];
  readonly reason: string;
  readonly evidence: string;
}

export interface OutsideQuestion {
  readonly facts: HostFacts;
  readonly machineName: string;
  readonly nic: MachineNic;
  readonly told: ToldInstances;
}

/**
 * Instances behind a card of a machine, seen from the host: stations that its bridge learned on the card's tap beside the card, public
 * addresses of the cloud for which the card answers, and what the cloud's API tells.
 */
export function findOutsideInstances(question: OutsideQuestion): readonly OutsideInstance[] {
  const alive = question.told.instances.filter(isAlive);
  const seen = [...findBridged(question), ...findTranslated(question)].map((each) => nameInstance(each, alive));
  const named = new Set(seen.map((each) => each.name));
  const rest = question.told.isAllHere ? alive.filter((told) => !named.has(told.name)) : [];
  return [...seen, ...rest.map(toInstance)];
}

/** The cloud that a machine is of, as it is written on the host. */
export function findCloudOf({ clouds }: Pick<HostFacts, 'clouds'>, machineName: string): Cloud | null {
  const found = valueOr(clouds, []).find(
    (each) => each.kind === 'read' && each.cloud.machines.some((machine) => machine.name === machineName),
  );
  return found?.kind === 'read' ? found.cloud : null;
}

/** Instances on a bridge that the machine's card is in speak with MACs of their own. */
function findBridged({ facts: { network }, nic }: OutsideQuestion): readonly OutsideInstance[] {
  const stations = valueOr(network.forwarding, []).filter(
    ({ port, mac, isLocal }) => nic.tap !== null && port === nic.tap && mac !== nic.mac && !isLocal,
  );
  return [...new Set(stations.map(({ mac }) => mac))].map((mac) => {
    const addresses = addressesWith(network, mac);
    return {
      ...{ name: null, state: null, mac },
      privateAddress: addresses[0] ?? null,
      publicAddresses: [],
      reason: `Concluded from outside: the host’s bridge learned its MAC on ${nic.tap ?? 'the tap'}, behind the machine’s own card`,
      evidence:
        addresses.length === 0 ? network.forwarding.command : `${network.forwarding.command}; ${network.neighbours.command}`,
    };
  });
}

/** A cloud that translates addresses has its instances' public ones on the machine's own card. */
function findTranslated({ facts, machineName, nic }: OutsideQuestion): readonly OutsideInstance[] {
  const cloud = findCloudOf(facts, machineName);
  const own = cloud?.machines.map(({ address }) => formatIpv4(address)) ?? [];
  return addressesWith(facts.network, nic.mac)
    .filter((address) => !own.includes(address) && isPublicOf(cloud, address))
    .map((address) => ({
      ...{ name: null, state: null, mac: null, privateAddress: null },
      publicAddresses: [address],
      reason: `Concluded from outside: ${address} is a public address of the cloud, and the machine’s card answers for it`,
      evidence: facts.network.neighbours.command,
    }));
}

function isPublicOf(cloud: Cloud | null, address: string): boolean {
  const number = parseIpv4(address);
  return cloud?.public.some(({ first, last }) => number !== null && first <= number && number <= last) === true;
}

function addressesWith({ neighbours }: HostFacts['network'], mac: string | null): readonly string[] {
  return valueOr(neighbours, [])
    .filter((each) => mac !== null && each.mac === mac && !each.states.includes('FAILED') && !each.address.includes(':'))
    .map(({ address }) => address);
}

function nameInstance(instance: OutsideInstance, told: readonly ToldInstance[]): OutsideInstance {
  const same = told.find(
    (each) =>
      (instance.mac !== null && instance.mac === toInstanceMac(each.name)) ||
      (each.publicAddress !== null && instance.publicAddresses.includes(each.publicAddress)),
  );
  return same === undefined
    ? instance
    : {
        ...instance,
        name: same.name,
        state: same.state,
        mac: instance.mac ?? toInstanceMac(same.name),
        privateAddress: instance.privateAddress ?? same.privateAddress,
        evidence: `${instance.evidence}; ${toldBy}`,
      };
}

function toInstance({ name: own, state, privateAddress, publicAddress }: ToldInstance): OutsideInstance {
  return {
    ...{ name: own, state, mac: toInstanceMac(own), privateAddress },
    publicAddresses: publicAddress === null ? [] : [publicAddress],
    reason: 'Told by the cloud’s API; nothing of it was heard on the host',
    evidence: toldBy,
  };
}
