import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { DestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import type { DraftProblem } from '#domain/machines/draft-problem.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { diskFormat, diskFolder, groupName, poolName } from './disks.ts';
import { absolutePath, anyMachineName, graceMinutes, hostId, machineName } from './names.ts';
import { method, stream } from './method.ts';

const ipAddress = z.union([z.ipv4('Give an IPv4 address such as 10.101.7.2'), z.ipv6()]);

const diskSize = z.number().min(0.125, 'At least 128 MiB').max(1_048_576, 'At most 1 PiB');
const diskName = z.string().regex(/^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,100}$/, 'Letters, digits, + _ . and -, not beginning with -');
const machineDisk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lvm'), group: groupName, name: diskName, sizeGiB: diskSize }),
  z.strictObject({ kind: z.literal('lvm-thin'), group: groupName, pool: poolName, name: diskName, sizeGiB: diskSize }),
  z.strictObject({ kind: z.literal('file'), folder: diskFolder, format: diskFormat, name: diskName, sizeGiB: diskSize }),
]);

const memoryMiB = z.int().min(64, 'At least 64 MiB').max(4_194_304, 'At most 4 TiB');
const vcpus = z.int().min(1, 'At least one virtual CPU').max(512, 'At most 512 virtual CPUs');

export const machineDraft = z.strictObject({
  name: machineName,
  role: z.enum(['ciab', 'frontend', 'nc']),
  isoPath: absolutePath.nullable(),
  memoryMiB,
  vcpus,
  disk: machineDisk,
  // IFNAMSIZ: 15 bytes, no slash, no white space (dev_valid_name in net/core/dev.c).
  bridge: z.string().regex(/^[^\s/:\p{Cc}-][^\s/:\p{Cc}]{0,14}$/u, 'This is no name of a bridge'),
  mac: z
    .string()
    .toLowerCase()
    .regex(
      /^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/,
      'Six pairs of hex digits such as 52:54:00:12:34:60, the first pair even (unicast)',
    ),
  vnc: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('socket') }),
    z.strictObject({ kind: z.literal('display'), number: z.int().min(0).max(59_635) }),
  ]),
  addresses: z
    .strictObject({ ip: ipAddress, prefixLength: z.int().min(0).max(128), gateway: ipAddress, nameserver: ipAddress })
    .nullable(),
});

/** What launching would do. `problems` that refuse mean: it would not be done. */
export interface LaunchReview {
  readonly plan: Plan;
  readonly problems: readonly DraftProblem[];
  /** The plan as a script that runs by itself. */
  readonly script: string;
}

export interface DestroyReview extends DestroyPlan {
  readonly machine: Machine;
  readonly script: string;
}

const machineChange = z.strictObject({
  memoryMiB: memoryMiB.optional(),
  vcpus: vcpus.optional(),
  isoPath: absolutePath.nullable().optional(),
  boot: z.enum(['disk-first', 'cd-first']).optional(),
  autostart: z.boolean().optional(),
  diskGiB: diskSize.optional(),
});

const machineAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), boot: z.enum(['cd-once']).nullable() }),
  z.strictObject({
    kind: z.literal('shutdown'),
    limitSeconds: z.int().min(1, 'At least one second').max(3_600, 'At most an hour'),
  }),
  z.strictObject({ kind: z.enum(['power-off', 'reset', 'pause', 'resume', 'release']) }),
  z.strictObject({ kind: z.literal('change'), change: machineChange }),
  z.strictObject({ kind: z.literal('adopt'), name: machineName, role: z.enum(['ciab', 'frontend', 'nc']) }),
]) satisfies z.ZodType<MachineAction>;

/** What an action would do; a refusal means that it would not be done. */
export interface ActionReview {
  readonly plan: Plan;
  readonly machine: Machine;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly script: string;
}

const actionInput = z.strictObject({ hostId, machine: anyMachineName, action: machineAction });

const destroyInput = z.strictObject({
  hostId,
  machine: anyMachineName,
  /** Paths of the volumes to keep. */
  keepVolumes: z.union([z.literal('all'), z.array(z.string().max(4096)).max(100)]),
  graceMinutes,
  /** "I know that Nutshell did not start it": it is powered off, and nothing else of it is touched. */
  isForeignMeant: z.boolean(),
});

export const machines = {
  /** A draft that collides with nothing on the host, with sizes that fit the role and the host. */
  propose: method(
    z.strictObject({ hostId, role: z.enum(['ciab', 'frontend', 'nc']), name: machineName.nullable() }),
  ).returns<MachineDraft>(),
  review: method(z.strictObject({ hostId, draft: machineDraft })).returns<LaunchReview>(),
  /** Refuses, as an error, what the review refuses. Else runs the very plan and tells how it goes. */
  launch: stream(z.strictObject({ hostId, draft: machineDraft })).of<OperationEvent>(),
  reviewAction: method(actionInput).returns<ActionReview>(),
  /** Start, shut down, pause, change and so on. Refuses, as an error, what the review refuses. */
  act: stream(actionInput).of<OperationEvent>(),
  reviewDestroy: method(destroyInput).returns<DestroyReview>(),
  /** `typedName` must be the machine's name where a volume is removed, or where Nutshell did not launch it. */
  destroy: stream(destroyInput.extend({ typedName: z.string().max(256) })).of<OperationEvent>(),
};
