import type { Instance } from './instance.ts';
import { isAlive, toInstanceMac, type ToldInstance, type ToldInstances } from './told-instances.ts';

/** Gives what was found the names and addresses that the cloud tells; what runs here and was not found is added. */
export function joinTold(found: readonly Instance[], { instances, isAllHere }: ToldInstances): readonly Instance[] {
  return instances.filter(isAlive).reduce<readonly Instance[]>((joined, told) => {
    const first = findSame(joined, told);
    if (first === undefined) {
      return isAllHere ? [...joined, toInstance(told)] : joined;
    }
    // One may be known twice: by its frames without an address, and by a rule that has only the address.
    const others = joined.filter((each) => each !== first && each.mac === null && hasAddress(each, told));
    return joined
      .filter((each) => !others.includes(each))
      .map((each) => (each === first ? merge([first, ...others], told) : each));
  }, found);
}

/** Its name and its MAC are its own; a public address may be given to another one at any moment. */
function findSame(found: readonly Instance[], told: ToldInstance): Instance | undefined {
  const own = toInstanceMac(told.name);
  return (
    found.find(({ name, mac }) => name === told.name || (mac !== null && mac === own)) ??
    found.find(({ privateAddress }) => privateAddress !== null && privateAddress === told.privateAddress) ??
    found.find(({ publicAddresses }) => told.publicAddress !== null && publicAddresses.includes(told.publicAddress))
  );
}

function hasAddress({ privateAddress, publicAddresses }: Instance, told: ToldInstance): boolean {
  return (
    (privateAddress !== null && privateAddress === told.privateAddress) ||
    (told.publicAddress !== null && publicAddresses.includes(told.publicAddress))
  );
}

/** The strongest comes first; what it does not know the others may. */
function merge(same: readonly [Instance, ...Instance[]], told: ToldInstance): Instance {
  const firstOf = <Key extends 'mac' | 'bridge' | 'port' | 'privateAddress'>(key: Key): Instance[Key] =>
    same.find((each) => each[key] !== null)?.[key] ?? same[0][key];
  const known = same.flatMap(({ publicAddresses }) => publicAddresses);
  return {
    source: same[0].source,
    name: told.name,
    state: told.state,
    mac: firstOf('mac'),
    bridge: firstOf('bridge'),
    port: firstOf('port'),
    privateAddress: firstOf('privateAddress') ?? told.privateAddress,
    publicAddresses: known.length > 0 || told.publicAddress === null ? [...new Set(known)] : [told.publicAddress],
  };
}

function toInstance({ name, state, privateAddress, publicAddress }: ToldInstance): Instance {
  return {
    ...{ source: 'api', name, state, privateAddress },
    ...{ mac: toInstanceMac(name), bridge: null, port: null },
    publicAddresses: publicAddress === null ? [] : [publicAddress],
  };
}
