/** What stands against a cloud on a host. A refusal stops the launch, a warning does not. */
export interface CloudVerdict {
  readonly level: 'refusal' | 'warning';
  /** null: it is about the whole cloud. */
  readonly machine: string | null;
  readonly message: string;
}
