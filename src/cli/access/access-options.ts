import type { MachineLoginOptions } from '../clouds/machine-login.ts';

/** What was said after the command's name. */
export interface AccessOptions extends MachineLoginOptions {
  readonly on?: string;
  readonly open?: boolean;
  readonly port?: string;
  readonly socks?: string | true;
  readonly copyAs?: 'ssh';
  readonly trust?: string;
  readonly compare?: boolean;
}
