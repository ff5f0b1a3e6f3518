/** What is made up for one launch. The same identity and draft give the same plan, to the letter. */
export interface LaunchIdentity {
  readonly operationId: string;
  readonly uuid: string;
  readonly createdEpochMs: number;
  /** user@laptop */
  readonly createdBy: string;
}
