import { z } from 'zod';
import type { AwsEnvironment } from '#domain/aws/aws-environment.ts';
import type { LayoutChange } from '#domain/aws/describe-change.ts';
import type { CommandWarning } from '#domain/aws/judge-command.ts';
import { method, stream } from './method.ts';
import { cloudName, hostId } from './names.ts';

const written = z.strictObject({
  hostId,
  cloud: cloudName,
  /** On this laptop; null is the usual one. */
  folder: z.string().min(1, 'Name a folder').max(4_096, 'A path has at most 4,096 characters').nullable(),
  /** Of this laptop, where a tunnel leads to the cloud's API; without it the addresses are the cloud's own. */
  localPort: z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535').optional(),
});

/** What writing a folder for aws-cli would do, or did. */
export interface AwsReview {
  readonly folder: string;
  readonly changes: readonly LayoutChange[];
  readonly notes: readonly string[];
  /** For all of these nothing is written. */
  readonly refusals: readonly string[];
  /** Of the aws-cli that is installed; null where there is none. */
  readonly version: string | null;
  /** To copy: sourcing the file, then commands to try. */
  readonly commands: readonly string[];
}

/** How to run the person's aws so that it speaks to the cloud. Holds as long as somebody listens. */
export interface AwsServing {
  readonly program: string;
  readonly version: string;
  readonly environment: AwsEnvironment;
  /** Parameters of this very command that the cloud may refuse. */
  readonly warnings: readonly CommandWarning[];
  readonly notes: readonly string[];
}

export const aws = {
  review: method(written).returns<AwsReview>(),
  /** Refuses, as an error, to change a file that is there unless `merge` says that its difference was seen. */
  write: method(written.extend({ merge: z.boolean() })).returns<AwsReview>(),
  /**
   * Tunnels to the cloud's services and files that name them, for one command of aws. Yields once; when nobody listens any more the
   * tunnels are closed and the files gone.
   */
  serve: stream(
    z.strictObject({ hostId, cloud: cloudName, words: z.array(z.string().max(100_000)).max(1_000) }),
  ).of<AwsServing>(),
};
