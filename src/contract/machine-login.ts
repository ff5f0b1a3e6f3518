import { z } from 'zod';
import { connectAnswers, sshTarget } from './hosts.ts';
import { anyMachineName } from './names.ts';

/**
 * How to log in to a machine of a cloud, over SSH through its host. What is left out is as the recipe has it. A question is answered by
 * asking again with the answer added, as of `hosts.connect`; `remember` keeps the password under the cloud's name.
 */
export const machineLogin = z.strictObject({
  machine: anyMachineName.optional(),
  user: sshTarget.shape.user.optional(),
  auth: sshTarget.shape.auth.optional(),
  answers: connectAnswers,
});

export type MachineLogin = z.output<typeof machineLogin>;
