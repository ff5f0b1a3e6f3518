/** One connection that netfilter tracks. Where the reply's source is not the original destination, that was translated. */
export interface ConntrackEntry {
  readonly protocol: string;
  readonly original: FlowEnds;
  readonly reply: FlowEnds;
  /** The line as the kernel or conntrack(8) printed it. */
  readonly text: string;
}

export interface FlowEnds {
  readonly source: string;
  readonly destination: string;
}
