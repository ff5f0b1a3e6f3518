/** An operation as the host's journal has it, begun by whoever, from whichever laptop. */
export interface OperationSummary {
  readonly hostId: string;
  readonly operationId: string;
  readonly title: string;
  readonly subject: string;
  readonly startedBy: string;
  readonly startedEpochMs: number;
  readonly state: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
}
