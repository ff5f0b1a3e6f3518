import { z } from 'zod';
import type { Chain } from '#domain/path/chain.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { anyMachineName, hostId } from './names.ts';
import { method } from './method.ts';

const ipv4 = z.ipv4('Give an IPv4 address such as 10.101.7.2');

export const path = {
  /** One chain for each NIC of the machine. */
  chains: method(z.strictObject({ hostId, machine: anyMachineName })).returns<readonly Chain[]>(),
  /** The same chains of a running machine, and what a packet through each would meet. Sends nothing. */
  diagnose: method(
    z.strictObject({
      hostId,
      machine: anyMachineName,
      /** Where the packet comes from; without it the host's gateway. */
      from: ipv4.optional(),
      /** Where it goes; without it the machine. */
      to: ipv4.optional(),
      protocol: z.enum(['icmp', 'tcp', 'udp']).optional(),
      port: z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535').optional(),
    }),
  ).returns<readonly DiagnosedChain[]>(),
};
