import { z } from 'zod';
import type { Chain } from '#domain/path/chain.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { acceptedFingerprints, sshTarget } from './hosts.ts';
import { anyMachineName, hostId } from './names.ts';
import { method } from './method.ts';

const ipv4 = z.ipv4('Give an IPv4 address such as 10.101.7.2');

/** How to get inside, over SSH through the host; without it only the host is looked at. */
const wayIn = z
  .strictObject({
    machine: sshTarget,
    /** Reached through the machine. */
    instance: sshTarget.optional(),
    acceptedFingerprints,
  })
  .optional();

export const path = {
  /** One chain for each NIC of the machine; with a way in, one for each NIC and each instance. */
  chains: method(z.strictObject({ hostId, machine: anyMachineName, wayIn })).returns<readonly Chain[]>(),
  /** The same chains of a running machine, and what a packet through each would meet. Sends nothing. */
  diagnose: method(
    z.strictObject({
      hostId,
      machine: anyMachineName,
      wayIn,
      /** Where the packet comes from; without it the host's gateway. */
      from: ipv4.optional(),
      /** Where it goes; without it the machine, or its first instance where it was looked into. */
      to: ipv4.optional(),
      protocol: z.enum(['icmp', 'tcp', 'udp']).optional(),
      port: z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535').optional(),
    }),
  ).returns<readonly DiagnosedChain[]>(),
};
