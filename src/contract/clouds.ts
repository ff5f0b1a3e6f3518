import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { HostNetwork } from '#domain/addressing/host-network.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import type { Cloud, InstallKind } from '#domain/clouds/cloud.ts';
import type { CloudChange } from '#domain/clouds/describe-difference.ts';
import type { CloudVerdict } from '#domain/clouds/cloud-verdict.ts';
import type { CloudView } from '#domain/clouds/list-clouds.ts';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import type { DestroyedVolume } from '#domain/machines/list-destroyed-volumes.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { FileProblem } from '#domain/yaml/file-problem.ts';
import { cloudName, graceMinutes, hostId } from './names.ts';
import { method, stream } from './method.ts';

/** A cloud file (YAML). `readCloudFile` and `writeCloudFile` of the domain turn it into a CloudWish and back: a wizard edits that. */
const cloudFile = z.string().max(200_000, 'A cloud file has at most 200,000 characters');

const wanted = z.strictObject({
  hostId,
  file: cloudFile,
  /** A person knows that a route of this laptop does not matter. */
  ignoreLaptop: z.boolean(),
});

/** Paths of the volumes to keep. */
const keepVolumes = z.union([z.literal('all'), z.array(z.string().max(4096)).max(400)]);

const launching = wanted.extend({
  /** What a person has agreed to of machines that the file no longer has; null is nothing: `up` refuses then. */
  removal: z.strictObject({ keepVolumes, graceMinutes }).nullable().default(null),
  /** For how long its addresses are claimed, to the end of that day in UTC; null is until they are released. */
  days: z.int().min(1, 'At least one day').max(3_650, 'At most ten years').nullable(),
});

/** Of root on the machines. Only its hash leaves this laptop, and neither is in a plan, a journal or a command line. */
const password = z
  .string()
  .min(6, 'Give at least 6 characters: installers refuse shorter ones')
  .max(128, 'At most 128 characters')
  .regex(/^[^\p{Cc}]*$/u, 'It may hold no control characters, such as the end of a line');

const ending = z.strictObject({
  hostId,
  cloud: cloudName,
  keepVolumes,
  graceMinutes,
});

/** Why there is nothing to look at yet. `unreadable`: the file itself, by line and column. */
export type CloudRefusal =
  | { readonly kind: 'unreadable'; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[]; readonly notes: readonly string[] };

/** What a cloud file means on this host. */
export interface CompleteCloud {
  readonly kind: 'complete';
  /** With nothing left to decide; all that the file leaves open is proposed. */
  readonly cloud: Cloud;
  /** The same as a cloud file. Planned and brought up from this text, it stays exactly what was shown. */
  readonly file: string;
  /** The cloud of this name as it is on the host now; null: it would be new. */
  readonly existing: Cloud | null;
  /** What is different from that. Of an existing cloud without changes nothing is to be done. */
  readonly changes: readonly CloudChange[];
  /** What stands against it, refusals first. */
  readonly verdicts: readonly CloudVerdict[];
  readonly network: HostNetwork;
  /** How many security groups and instances its addresses give, in words; null where that cannot be told. */
  readonly capacity: string | null;
  /** What could not be compared with, in sentences. */
  readonly notes: readonly string[];
}

/** How one machine would come by its system. `attended`: it boots the CD, and its menu and questions are for somebody. */
export interface PlannedMachine {
  readonly name: string;
  readonly role: string;
  readonly how: 'unattended' | 'attended';
  readonly way: InstallKind;
  readonly explanation: string;
}

export interface CloudReview extends Omit<CompleteCloud, 'kind'> {
  readonly kind: 'planned';
  /** Of its steps `findStepMachine(step.id)` says whose they are. Without steps where it is refused, or nothing is to be done. */
  readonly plan: Plan;
  readonly script: string;
  /** Those that would be launched now, in the order in which they begin. */
  readonly launches: readonly PlannedMachine[];
  /** Those that would be powered off and set aside now. */
  readonly removes: readonly string[];
  /** What becomes of their volumes. */
  readonly volumes: readonly DestroyedVolume[];
  /** `up` needs a password for root. */
  readonly needsPassword: boolean;
  /** What answered for its addresses; null where it was not asked. */
  readonly probe: ProbeReport | null;
  /** For all of these `up` refuses; refusals among the verdicts and what answered are in here. */
  readonly refusals: readonly string[];
}

/** What taking a cloud down would do. Refusals mean that it would not be done, and the plan has no steps. */
export interface CloudDownReview {
  readonly cloud: string;
  readonly machines: readonly string[];
  readonly plan: Plan;
  readonly volumes: readonly DestroyedVolume[];
  readonly refusals: readonly string[];
  readonly script: string;
}

/** How the installs of a cloud have come along. */
export interface CloudProgress {
  /** By the host's clock, as all times in it. */
  readonly hostEpochMs: number;
  /** Those that were launched, in the order in which they begin. One that nothing was seen of yet has a timeline without phases. */
  readonly machines: readonly MachineProgress[];
}

export const clouds = {
  /** Every cloud of a host. Whoever watches the host has them live: `listClouds(reading)` of the domain says the same. */
  list: method(z.strictObject({ hostId })).returns<readonly CloudView[]>(),
  /** What a file means; nothing is written anywhere. Reads the host each time: ask when the person stops typing. */
  complete: method(wanted).returns<CompleteCloud | CloudRefusal>(),
  /**
   * The same with the exact steps. `probe`: its addresses are asked for on the bridge, which takes some seconds. Hand in the `file` of a
   * completion, or of the review before, to see the same again.
   */
  plan: method(launching.extend({ probe: z.boolean() })).returns<CloudReview | CloudRefusal>(),
  /**
   * Asks for the addresses again and refuses, as an error, what the plan refuses. Else runs the very plan and tells how it goes.
   * `typedName` is the cloud's, where volumes are removed.
   */
  up: stream(
    launching.extend({ password: password.nullable(), typedName: z.string().max(256).default('') }),
  ).of<OperationEvent>(),
  /**
   * The timelines of a cloud's machines as the host sees them, from the beginning of their installs, and again whenever something is
   * different. Does not end by itself. A cloud is known by name as soon as its operation has written it down (step `write-cloud`).
   */
  progress: stream(z.strictObject({ hostId, cloud: cloudName })).of<CloudProgress>(),
  /** A password that nobody has guessed, to be shown once. It is kept nowhere. */
  makePassword: method(z.strictObject({})).returns<string>(),
  reviewDown: method(ending).returns<CloudDownReview>(),
  /** Sets all of the cloud aside; one undo of the operation brings it back. `typedName` is the cloud's, where volumes are removed. */
  down: stream(ending.extend({ typedName: z.string().max(256) })).of<OperationEvent>(),
  /** The cloud as it is on the host now, as a cloud file without secrets. */
  export: method(z.strictObject({ hostId, cloud: cloudName })).returns<{ readonly file: string }>(),
};
