import type { Fact } from '../fact.ts';

export interface NetworkFacts {
  readonly links: Fact<readonly Link[]>;
  /** Says why, where the `addresses` of the links are empty because they could not be read. */
  readonly addresses: Fact<readonly DeviceAddress[]>;
  readonly routes: Fact<readonly Route[]>;
  readonly neighbours: Fact<readonly Neighbour[]>;
  /** What each bridge has learned (bridge fdb). */
  readonly forwarding: Fact<readonly ForwardingEntry[]>;
  readonly nameservers: Fact<readonly string[]>;
  readonly netfilter: Fact<NetfilterFacts>;
  /** TCP ports somebody listens on (/proc/net/tcp, tcp6), each address and port once. */
  readonly listening: Fact<readonly ListeningSocket[]>;
}

export type LinkKind = 'physical' | 'bridge' | 'tap' | 'bond' | 'vlan' | 'veth' | 'loopback' | 'other';

export interface Link {
  readonly index: number;
  readonly name: string;
  readonly kind: LinkKind;
  /** iproute2's own word where there is one: bridge, tun, vlan, bond, veth … */
  readonly rawKind: string | null;
  readonly mac: string | null;
  readonly mtu: number;
  readonly master: string | null;
  /** The link this one stands on (em1 of em1.100); null where there is none or it is in another namespace. */
  readonly parent: string | null;
  /** Administratively up, and whether a carrier is there (plotnetcfg's states). */
  readonly state: 'up' | 'up-no-carrier' | 'down';
  /** Bridge port state (stp): forwarding, blocking, … ; null for what is no bridge port. */
  readonly portState: string | null;
  readonly addresses: readonly LinkAddress[];
  readonly counters: LinkCounters | null;
}

export interface LinkAddress {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefixLength: number;
  readonly scope: string;
}

export interface DeviceAddress extends LinkAddress {
  readonly device: string;
}

export interface LinkCounters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxDropped: number;
  readonly rxErrors: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txDropped: number;
  readonly txErrors: number;
}

export interface Route {
  readonly destination: string;
  readonly gateway: string | null;
  readonly device: string | null;
  readonly source: string | null;
  readonly metric: number | null;
}

export interface Neighbour {
  readonly address: string;
  readonly device: string;
  readonly mac: string | null;
  readonly states: readonly string[];
}

export interface ForwardingEntry {
  readonly mac: string;
  readonly port: string;
  readonly bridge: string | null;
  /** A permanent entry is the port's own address; all else was learned. */
  readonly isLocal: boolean;
}

export interface NetfilterFacts {
  readonly ipForward: boolean;
  /** null: br_netfilter is not loaded, bridged frames never meet iptables. */
  readonly bridgeCallsIptables: boolean | null;
  /** Policy of the FORWARD chain; null where no iptables or nft could be asked. */
  readonly forwardPolicy: 'accept' | 'drop' | 'none' | null;
  /** The rules of the FORWARD chain itself (`-A FORWARD …`): one of them may accept what the policy would drop. */
  readonly forwardRules: readonly string[];
  /** Which tool answered. */
  readonly source: string;
}

export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
}
