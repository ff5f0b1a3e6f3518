import { z } from 'zod';
import type { Chain } from '#domain/path/chain.ts';
import { anyMachineName, hostId } from './names.ts';
import { method } from './method.ts';

export const path = {
  /** One chain for each NIC of the machine. */
  chains: method(z.strictObject({ hostId, machine: anyMachineName })).returns<readonly Chain[]>(),
};
