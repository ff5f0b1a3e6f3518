import type { CloudReview, CloudRefusal } from '#contract/clouds.ts';
import type { Host } from '#domain/hosts/host.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { unreachable } from '#domain/unreachable.ts';
import { describeFileProblem } from '#domain/yaml/file-problem.ts';
import { parseDays } from '../addressing/demand-options.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { refuseUnknownVolumes } from '../machines/confirm-end.ts';
import { parseCount } from '../machines/parse-size.ts';
import { readTextFile } from '../read-text-file.ts';

export interface FileOptions {
  readonly on?: string;
  readonly days: string;
  readonly ignoreLaptop?: boolean;
  readonly removeMachines?: boolean;
  readonly keepVolumes?: boolean;
  readonly keepVolume?: readonly string[];
  readonly grace?: string;
}

/** How machines go that the file no longer has. */
export interface RemovalInput {
  readonly keepVolumes: 'all' | string[];
  readonly graceMinutes: number;
}

export interface ReviewedFile {
  readonly host: Host;
  readonly review: CloudReview;
  /** What brings up exactly what was reviewed. */
  readonly wanted: {
    readonly hostId: string;
    readonly file: string;
    readonly days: number | null;
    readonly ignoreLaptop: boolean;
    readonly removal: RemovalInput | null;
  };
}

/** Reads a cloud file and has it planned; what keeps it from that is a fault. `probe`: its addresses are asked for. */
export async function reviewFile(
  invocation: Invocation,
  path: string,
  options: FileOptions,
  probe: boolean,
): Promise<ReviewedFile> {
  const { output, signal } = invocation;
  const days = parseDays(options.days);
  const removal = parseRemoval(options);
  const file = await readTextFile(path);
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const wanted = { hostId: host.id, days, removal, ignoreLaptop: options.ignoreLaptop ?? false };
  const review = await client.clouds.plan({ ...wanted, file, probe }, { signal });
  if (review.kind !== 'planned') {
    throw toFault(review, path);
  }
  review.notes.forEach((note) => output.warn(note));
  refuseUnknownVolumes('cloud', review.volumes, review.refusals.length === 0 ? (options.keepVolume ?? []) : []);
  return { host, review, wanted: { ...wanted, file: review.file } };
}

/** null: machines that the file no longer has stay. */
function parseRemoval({ removeMachines, keepVolumes, keepVolume, grace }: FileOptions): RemovalInput | null {
  if (removeMachines !== true) {
    if (keepVolumes === true || keepVolume !== undefined || grace !== undefined) {
      throw usageFault('--keep-volumes, --keep-volume and --grace say how machines go, so they need --remove-machines.');
    }
    return null;
  }
  return {
    keepVolumes: keepVolumes === true ? 'all' : [...(keepVolume ?? [])],
    graceMinutes: grace === undefined ? usualGraceMinutes : parseCount(grace, '--grace'),
  };
}

function toFault(refusal: CloudRefusal, path: string): CommandFault {
  switch (refusal.kind) {
    case 'unreadable':
      return usageFault(refusal.problems.map((problem) => describeFileProblem(path, problem)).join('\n'), 'Nothing was changed.');
    case 'refused':
      return new CommandFault('conflict', refusal.problems.join('\n'), 'Nothing was changed on the host.');
    default:
      return unreachable(refusal, 'refusal of a cloud file');
  }
}
