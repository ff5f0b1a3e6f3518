import type { Fact } from '../fact.ts';
import type { DeviceAddress, ForwardingEntry, Link, ListeningSocket, Neighbour, Route } from '../hosts/network-facts.ts';
import type { QemuProcess } from '../machines/qemu-process.ts';
import type { ConntrackEntry } from './conntrack-entry.ts';
import type { RuleTable } from './netfilter/rule-table.ts';

/** What inspect-network.sh tells about one place: a KVM host, a machine on it, an instance inside that. */
export interface PlaceFacts {
  readonly readAtEpochMs: number;
  /** As the place calls itself. */
  readonly name: string;
  readonly links: Fact<readonly Link[]>;
  /** Says why, where the `addresses` of the links are empty because they could not be read. */
  readonly addresses: Fact<readonly DeviceAddress[]>;
  readonly bridges: Fact<readonly BridgeSettings[]>;
  readonly ports: Fact<readonly PortSettings[]>;
  readonly routes: Fact<readonly PlaceRoute[]>;
  readonly routingRules: Fact<readonly RoutingRule[]>;
  readonly neighbours: Fact<readonly Neighbour[]>;
  readonly forwarding: Fact<readonly StationEntry[]>;
  /** VLANs of ports, where some bridge filters by them. */
  readonly vlans: Fact<readonly PortVlan[]>;
  /** Kernel switches by their path below /proc/sys/net: ipv4/ip_forward. */
  readonly switches: Fact<Readonly<Record<string, string>>>;
  /** Every table of iptables, nft and ebtables, no rule twice. */
  readonly tables: Fact<readonly RuleTable[]>;
  /** Connections with a translated destination. */
  readonly connections: Fact<readonly ConntrackEntry[]>;
  /** Classifiers and XDP programs that see frames as they arrive; what they do with them is not understood. */
  readonly ingressFilters: Fact<readonly IngressFilter[]>;
  readonly listening: Fact<readonly ListeningSocket[]>;
  /** Counters of /proc/net/snmp and netstat: IpForwDatagrams, TcpExtIPReversePathFilter. */
  readonly counters: Fact<Readonly<Record<string, number>>>;
  /** What QEMU runs there: on a host its machines, in a machine its instances. */
  readonly processes: Fact<readonly QemuProcess[]>;
}

/** Fields are null where this kernel has no such file. */
export interface BridgeSettings {
  readonly name: string;
  readonly spanningTree: boolean | null;
  readonly forwardDelaySeconds: number | null;
  readonly filtersVlans: boolean | null;
  /** This one bridge hands its frames to iptables, whatever the switch for all bridges says. */
  readonly callsIptables: boolean | null;
}

/** States of the spanning tree by the kernel's numbers (include/uapi/linux/if_bridge.h). */
export type PortState = 'disabled' | 'listening' | 'learning' | 'forwarding' | 'blocking';

export interface PortSettings {
  readonly name: string;
  readonly bridge: string;
  readonly state: PortState | null;
  readonly number: number | null;
  readonly learns: boolean | null;
  /** Frames to stations that nobody has heard of leave through it too. */
  readonly floods: boolean | null;
  readonly isIsolated: boolean | null;
}

/** A line of a forwarding database. `isStatic`: somebody wrote it. `isSticky`: it does not move to another port by itself. */
export interface StationEntry extends ForwardingEntry {
  readonly isStatic: boolean;
  readonly isSticky: boolean;
}

export interface PlaceRoute extends Route {
  /** unicast, local, blackhole, unreachable, prohibit … */
  readonly type: string;
  readonly table: string;
}

/** A line of `ip rule`. `condition` is what else it asks for; null where it holds for every packet from `source`. */
export interface RoutingRule {
  readonly priority: number;
  /** `all` or a prefix. */
  readonly source: string;
  readonly decision: { readonly kind: 'table'; readonly table: string } | { readonly kind: 'refuse'; readonly word: string };
  readonly condition: string | null;
}

export interface PortVlan {
  readonly port: string;
  readonly vlan: number;
  readonly isPvid: boolean;
  readonly isUntagged: boolean;
}

export interface IngressFilter {
  readonly device: string;
  /** Verbatim: the program's mode, or what `tc filter show` said. */
  readonly text: string;
}
