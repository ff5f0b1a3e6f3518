import type { MachineLoginOptions } from '../clouds/machine-login.ts';

/** What was said after the command's name. */
export interface TerminalOptions extends MachineLoginOptions {
  readonly on?: string;
  readonly address?: string;
  readonly print?: boolean;
}
