/** One thing a rule asks of a packet. `unknown` is what Nutshell does not understand: then nobody knows whether the rule matches. */
export type RuleMatch =
  | { readonly kind: 'source' | 'destination'; readonly addresses: readonly string[]; readonly isNegated: boolean }
  | {
      readonly kind: 'in' | 'out' | 'physical-in' | 'physical-out';
      readonly devices: readonly string[];
      readonly isNegated: boolean;
    }
  | { readonly kind: 'protocol'; readonly protocols: readonly string[]; readonly isNegated: boolean }
  | { readonly kind: 'source-port' | 'destination-port'; readonly ports: readonly PortRange[]; readonly isNegated: boolean }
  | { readonly kind: 'icmp-type'; readonly types: readonly number[]; readonly isNegated: boolean }
  | { readonly kind: 'connection-state'; readonly states: readonly string[]; readonly isNegated: boolean }
  | { readonly kind: 'mark'; readonly value: number; readonly mask: number; readonly isNegated: boolean }
  | { readonly kind: 'bridged'; readonly isNegated: boolean }
  | { readonly kind: 'local-destination' | 'local-source'; readonly isNegated: boolean }
  | { readonly kind: 'ether-type'; readonly types: readonly number[]; readonly isNegated: boolean }
  | { readonly kind: 'source-mac' | 'destination-mac'; readonly macs: readonly string[]; readonly isNegated: boolean }
  | { readonly kind: 'arp-operation'; readonly operations: readonly number[]; readonly isNegated: boolean }
  | { readonly kind: 'arp-target'; readonly addresses: readonly string[]; readonly isNegated: boolean }
  | { readonly kind: 'new-connection'; readonly isNegated: boolean }
  | { readonly kind: 'unknown'; readonly text: string };

export interface PortRange {
  readonly from: number;
  readonly to: number;
}
