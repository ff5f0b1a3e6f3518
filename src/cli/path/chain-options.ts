import type { WayInOptions } from './way-in.ts';

export interface ChainOptions extends WayInOptions {
  readonly host?: string;
  readonly live?: boolean;
  readonly turns?: string;
  readonly passwordFile?: string;
}
