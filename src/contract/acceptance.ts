import { z } from 'zod';
import type { AcceptanceEvent } from '#domain/acceptance/acceptance-step.ts';
import { sshTarget } from './hosts.ts';
import { machineLogin } from './machine-login.ts';
import { method, stream } from './method.ts';
import { cloudName, hostId } from './names.ts';

const ofCloud = z.strictObject({ hostId, cloud: cloudName });

export const acceptance = {
  /**
   * Tries a cloud by its steps, and takes away what it made for that, also when it fails or is stopped. The last event is the report. Who
   * stops listening stops the test.
   */
  verify: stream(
    ofCloud.extend({
      imageId: z
        .string()
        .regex(/^[a-z]{3}-[0-9A-Za-z]{1,32}$/, 'Give an id such as emi-1a2b3c4d')
        .nullable(),
      type: z
        .string()
        .regex(/^[a-z0-9]{1,20}\.[a-z0-9]{1,20}$/, 'Give a type such as m1.small')
        .nullable(),
      /** As whom the image lets in. */
      user: sshTarget.shape.user,
      /** For the instance to run, and again for SSH to answer. */
      limitSeconds: z.int().min(10, 'At least 10 seconds').max(7_200, 'At most two hours'),
      login: machineLogin,
    }),
  ).of<AcceptanceEvent>(),
  /** Ends a test early: the step that goes on fails, and the clean-up follows. */
  stop: method(ofCloud).returns<null>(),
};
