/** What tells of an instance, the strongest first: its own frames, the QEMU that runs it, rules that lead to it, the cloud's API. */
export type InstanceSource = 'frames' | 'process' | 'rules' | 'api';

/**
 * A nested machine as the machine around it knows it: from what its bridges learned, what QEMU runs there, neighbours, NAT rules, and what
 * the cloud itself tells.
 */
export interface Instance {
  readonly source: InstanceSource;
  /** As its cloud calls it; null where nobody said. */
  readonly name: string | null;
  /** As the cloud's API has it; null where that was not asked. */
  readonly state: string | null;
  /** null: only rules or the API tell of it; nothing of it was heard. */
  readonly mac: string | null;
  readonly bridge: string | null;
  /** Its tap in the machine. */
  readonly port: string | null;
  readonly privateAddress: string | null;
  readonly publicAddresses: readonly string[];
}
