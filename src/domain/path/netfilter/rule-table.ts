import type { RuleMatch } from './rule-match.ts';

/** What hands packets to the rules (nft(8), "Address families"; ebtables tables are of family bridge). */
export type RuleFamily = 'ip' | 'inet' | 'bridge' | 'arp' | 'netdev' | 'ip6';

export type RuleHook = 'ingress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting' | 'egress';

/** Which tool shows and changes it. */
export type RuleTool = 'iptables' | 'iptables-legacy' | 'nft' | 'ebtables';

export interface RuleTable {
  readonly tool: RuleTool;
  readonly family: RuleFamily;
  readonly name: string;
  readonly chains: readonly RuleChain[];
  /** The command that showed it. */
  readonly command: string;
}

export interface RuleChain {
  readonly name: string;
  /** Where the kernel calls it; null for a chain that only others jump to. */
  readonly base: ChainBase | null;
  readonly rules: readonly Rule[];
}

export interface ChainBase {
  readonly hook: RuleHook;
  readonly kind: 'filter' | 'nat' | 'route';
  /** Lower runs first. */
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly policyCounter: RuleCounter | null;
  /** Only chains at ingress and egress belong to devices. */
  readonly devices: readonly string[];
}

export interface RuleCounter {
  readonly packets: number;
  readonly bytes: number;
}

export interface Rule {
  /** As its tool prints it. */
  readonly text: string;
  /** nft's handle, by which alone it can be deleted there. */
  readonly handle: number | null;
  readonly counter: RuleCounter | null;
  readonly matches: readonly RuleMatch[];
  readonly action: RuleAction;
}

/** What a rule does with a packet that matches. `continue` goes to the next rule: counters, LOG, nothing at all. */
export type RuleAction =
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'reject' }
  | { readonly kind: 'return' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'jump'; readonly chain: string; readonly isGoto: boolean }
  | { readonly kind: 'set-mark'; readonly value: number; readonly mask: number }
  | { readonly kind: 'set-ttl'; readonly value: number }
  | { readonly kind: 'destination-nat'; readonly address: string | null; readonly port: number | null }
  | { readonly kind: 'source-nat'; readonly address: string | null }
  | { readonly kind: 'masquerade' }
  | { readonly kind: 'unknown'; readonly text: string };
