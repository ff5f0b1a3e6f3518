import type { MachineLoginOptions } from '../clouds/machine-login.ts';

export interface AwsOptions extends MachineLoginOptions {
  readonly on?: string;
  /** true: the usual folder. */
  readonly write?: string | true;
  readonly localPort?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}
