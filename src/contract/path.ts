import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { ConnectOutcome } from '#domain/hosts/connection.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent, ViewerPlace } from '#domain/path/capture/viewed-capture-event.ts';
import type { Chain } from '#domain/path/chain.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { impairmentLimits, type Impairment } from '#domain/path/impair/impairment.ts';
import type { MachineInstance } from '#domain/path/list-machine-instances.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import type { TraceEvent } from '#domain/path/trace/trace-result.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { acceptedFingerprints, sshTarget } from './hosts.ts';
import { machineLogin } from './machine-login.ts';
import { anyMachineName, hostId } from './names.ts';
import { method, stream } from './method.ts';

const ipv4 = z.ipv4('Give an IPv4 address such as 10.101.7.2');

const port = z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535').optional();

/** How to get inside, over SSH through the host; without it only the host is looked at. */
const wayIn = z
  .strictObject({
    machine: sshTarget,
    /** Reached through the machine. */
    instance: sshTarget.optional(),
    acceptedFingerprints,
  })
  .optional();

const diagnosisInput = z.strictObject({
  hostId,
  machine: anyMachineName,
  wayIn,
  /** Where the packet comes from; without it the host's gateway. */
  from: ipv4.optional(),
  /** Where it goes; without it the machine, or its first instance where it was looked into. */
  to: ipv4.optional(),
  protocol: z.enum(['icmp', 'tcp', 'udp']).optional(),
  port,
});

/** The cause as the diagnosis names it; found anew before anything is mended. */
const fixInput = diagnosisInput.extend({
  causeId: z.string().regex(/^[a-z-]{1,60}$/, 'Causes are named in small letters, such as host-bridge-down'),
});

const { delayMs, kbitPerSecond, mtuBytes, seconds } = impairmentLimits;

const impairment: z.ZodType<Impairment> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('link-down') }),
  z.strictObject({
    kind: z.literal('delay'),
    delayMs: z.int().min(1, 'Delay by 1 ms or more').max(delayMs, 'Delay by a minute at most'),
    jitterMs: z.int().min(0).max(delayMs, 'Vary the delay by a minute at most'),
  }),
  z.strictObject({ kind: z.literal('loss'), percent: z.number().gt(0, 'Lose more than 0 %').max(100, 'Lose 100 % at most') }),
  z.strictObject({
    kind: z.literal('rate'),
    kbitPerSecond: z.int().min(kbitPerSecond.least, 'Let through 8 kbit/s or more').max(kbitPerSecond.most),
  }),
  z.strictObject({
    kind: z.literal('mtu'),
    bytes: z
      .int()
      .min(mtuBytes.least, 'An MTU has 68 bytes or more')
      .max(mtuBytes.most, 'A tap has an MTU of 65521 bytes at most'),
  }),
]);

const impairInput = z.strictObject({
  hostId,
  machine: anyMachineName,
  /** null for its first network card. */
  nicMac: z
    .string()
    .regex(/^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$/, 'Give a MAC such as 52:54:00:12:34:56')
    .nullable(),
  impairment,
  seconds: z.int().min(seconds.least, 'Break it for 5 s or longer').max(seconds.most, 'Break it for a day at most'),
});

const captureInput = z.strictObject({
  hostId,
  machine: anyMachineName,
  wayIn,
  /** Names, kinds, or places with names (machine:eth0); none for every hop that can be listened at. */
  hops: z.array(z.string().regex(/^[\x21-\x7e]{1,60}$/, 'Name devices such as em1, tap or machine:eth0')).max(30),
  filter: z
    .string()
    .max(1000, 'A filter has at most 1000 characters')
    .regex(/^[\x20-\x7e]*$/, 'A filter is one line of plain text'),
  /** How much of each packet; 0 for the whole. */
  snapBytes: z.int().min(0).max(262_144),
  maxSeconds: z.int().min(1).max(86_400, 'A capture ends within a day'),
});

/** What is inside a machine, as somebody saw who logged in to it as its cloud's recipe says; or what must be answered first. */
export type InsideLook =
  | {
      readonly kind: 'seen';
      /** Who looked where: root@10.101.7.2. */
      readonly target: string;
      readonly chains: readonly Chain[];
      readonly notes: readonly string[];
    }
  /** Nobody knows how to get in. */
  | { readonly kind: 'none'; readonly reason: string }
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

/** Instances inside the machines of a host; machines without any are left out. */
export interface HostInstances {
  readonly machines: readonly { readonly machine: string; readonly instances: readonly MachineInstance[] }[];
  /** What could not be asked, in sentences. */
  readonly notes: readonly string[];
}

/** What would be changed on the host, as a plan; a refusal means that it would not be done, and the plan has no steps. */
export interface PathReview {
  readonly plan: Plan;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly script: string;
}

export const path = {
  /** One chain for each NIC of the machine; with a way in, one for each NIC and each instance. */
  chains: method(z.strictObject({ hostId, machine: anyMachineName, wayIn })).returns<readonly Chain[]>(),
  /**
   * The same chains down to the instances of a machine of a cloud, over SSH through the host as the recipe logs in. A question is
   * answered by asking again with the answer added; what was answered is known until Nutshell ends.
   */
  lookInside: method(z.strictObject({ hostId, machine: anyMachineName, login: machineLogin })).returns<InsideLook>(),
  /** What runs inside the machines of a host, from wherever it is known: looked at, told by the cloud, concluded from outside. */
  instances: method(z.strictObject({ hostId })).returns<HostInstances>(),
  /** The same chains of a running machine, and what a packet through each would meet. Sends nothing. */
  diagnose: method(diagnosisInput).returns<readonly DiagnosedChain[]>(),
  reviewFix: method(fixInput).returns<PathReview>(),
  /** Refuses, as an error, what the review refuses. Else mends the cause on the host, as a change that can be undone. */
  applyFix: stream(fixInput).of<OperationEvent>(),
  /** Breaks the path at the tap of a machine, on purpose and for a while; the host itself puts it back. */
  reviewImpairment: method(impairInput).returns<PathReview>(),
  impair: stream(impairInput).of<OperationEvent>(),
  /**
   * The links of the host as they are, once a second and whenever one changes; with a way in those of the machine, or of the
   * instance; with `insideOf` those of a machine that was looked into. All who listen to one place share one channel, which is closed when the last has left.
   */
  live: stream(z.strictObject({ hostId, wayIn, insideOf: anyMachineName.optional() })).of<LivePicture>(),
  /**
   * Sends probes that can be told from everything else, and tells where each was seen. Listens with tcpdump wherever a way in
   * leads, and changes nothing unless kernels may be asked; nothing of either is left when it ends.
   */
  trace: stream(
    z.strictObject({
      hostId,
      machine: anyMachineName,
      wayIn,
      from: z.enum(['laptop', 'host', 'machine', 'nested']),
      to: ipv4.optional(),
      protocol: z.enum(['icmp', 'tcp', 'udp']).optional(),
      port,
      /** Whether the kernels may be told to follow the probes: that puts rules there that mark them, for as long as the trace takes. */
      mayAskKernels: z.boolean().optional(),
    }),
  ).of<TraceEvent>(),
  /** Every packet at some hops, or those that tcpdump's filter lets through; never Nutshell's own connections. */
  capture: stream(captureInput).of<CaptureEvent>(),
  /** Wireshark on this laptop, and where it was looked for. */
  findViewer: method(z.strictObject({})).returns<ViewerPlace>(),
  /** The same capture, shown by Wireshark on this laptop while it goes on. Ends also when that is closed. */
  captureIntoViewer: stream(captureInput).of<ViewedCaptureEvent>(),
};
