import type { Link, LinkKind } from '../../hosts/network-facts.ts';
import type { MachineState } from '../../machines/machine-state.ts';
import type { MachineInstance } from '../list-machine-instances.ts';

/** A link of the host: card, bond, VLAN, bridge, tap, one half of a pair between two bridges. */
export interface GraphDevice {
  readonly id: string;
  readonly name: string;
  readonly kind: LinkKind;
  readonly state: Link['state'];
  readonly mac: string | null;
  readonly addresses: readonly string[];
  readonly portState: string | null;
}

/** A card of a machine. `deviceId`: the tap it speaks through, or where that is not known the bridge it asks for. */
export interface GraphCard {
  readonly mac: string | null;
  readonly deviceId: string | null;
}

export interface GraphMachine {
  readonly id: string;
  readonly name: string;
  readonly state: MachineState['kind'];
  readonly groupId: string;
  readonly cards: readonly GraphCard[];
  /** What runs inside it, as far as anybody knows. */
  readonly instances: readonly GraphInstance[];
}

/** An instance inside a machine. */
export interface GraphInstance {
  readonly id: string;
  readonly machineName: string;
  readonly instance: MachineInstance;
}

/** Machines that belong together: a cloud, or what is in none. */
export interface GraphGroup {
  readonly id: string;
  readonly title: string;
  readonly isCloud: boolean;
}

/** `outer` is nearer to the wire. */
export interface GraphJoin {
  readonly outerId: string;
  readonly innerId: string;
  readonly kind: 'port' | 'stands-on' | 'pair' | 'card' | 'inside';
}

/** Everything that frames pass on a host, and how it hangs together. */
export interface HostGraph {
  readonly devices: readonly GraphDevice[];
  readonly machines: readonly GraphMachine[];
  readonly groups: readonly GraphGroup[];
  readonly joins: readonly GraphJoin[];
  /** How many steps a device is away from the wire. */
  readonly depths: ReadonlyMap<string, number>;
}
