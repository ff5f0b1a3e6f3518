import { formatBytes } from '#domain/format-bytes.ts';
import type { Host } from '#domain/hosts/host.ts';
import { describeLastUse } from '#domain/machines/judge-last-use.ts';
import type { DestroyedVolume } from '#domain/machines/list-destroyed-volumes.ts';
import { listRemovals } from '#domain/removals/list-removals.ts';
import type { Removal } from '#domain/removals/removal.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { readHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { formatTime } from '../terminal/format.ts';
import { describeRemoval } from './describe-removal.ts';

/** What a person is about to end. `cloud-machines`: some of a cloud, whose name is typed. */
export type Doomed =
  | { readonly kind: 'machine' | 'cloud'; readonly name: string; readonly host: Host }
  | { readonly kind: 'cloud-machines'; readonly name: string; readonly host: Host; readonly what: string };

/** A path that was mistyped must not be taken for a volume that stays. */
export function refuseUnknownVolumes(
  kind: 'machine' | 'cloud',
  volumes: readonly DestroyedVolume[],
  kept: readonly string[],
): void {
  const known = volumes.map(({ path }) => path);
  const unknown = kept.find((path) => !known.includes(path));
  if (unknown !== undefined) {
    throw usageFault(
      `The ${kind} has no volume ${unknown}.`,
      known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}. Nothing was changed on the host.`,
    );
  }
}

export function describeVolumes(volumes: readonly DestroyedVolume[]): readonly string[] {
  return volumes.map(({ path, sizeBytes, isRemoved, reason, lastUse }) => {
    const size = sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes);
    return `${isRemoved ? 'removes' : 'keeps  '} ${path} (${size}; ${describeLastUse(lastUse, formatTime)}): ${reason}`;
  });
}

/** Its name, from --yes or typed. */
export async function confirmEnd({ questions }: Invocation, doomed: Doomed, yes: string | undefined): Promise<string> {
  const { name, host } = doomed;
  const { verb, doing } = nameEnd(doomed);
  if (yes === undefined && !questions) {
    throw new CommandFault(
      'needs-answer',
      `${doing} on ${host.name} needs its name typed.`,
      `Run this again with --yes ${quoteArgv([name])}; look first with --dry-run.`,
    );
  }
  const typed = yes ?? (await questions?.text(`Type ${name} to ${verb} on ${host.name}:`)) ?? null;
  if (typed === null) {
    throw new CommandFault('cancelled', 'Cancelled. Nothing was changed on the host.');
  }
  if (typed !== name) {
    const what = doomed.kind === 'machine' ? 'machine' : 'cloud';
    throw usageFault(`You typed ${typed}, but the ${what} is called ${name}. Nothing was changed on the host.`);
  }
  return typed;
}

function nameEnd(doomed: Doomed): { readonly verb: string; readonly doing: string } {
  switch (doomed.kind) {
    case 'machine':
      return { verb: 'destroy it', doing: `Destroying ${doomed.name}` };
    case 'cloud':
      return { verb: 'take it down', doing: `Taking down cloud ${doomed.name}` };
    case 'cloud-machines':
      return { verb: `remove ${doomed.what}`, doing: `Removing ${doomed.what} of cloud ${doomed.name}` };
    default:
      return unreachable(doomed, 'end');
  }
}

/** What was set aside, and how it comes back. */
export async function tellUndo(invocation: Invocation, host: Host, isMeant: (removal: Removal) => boolean): Promise<void> {
  const { facts } = await readHost(invocation, host);
  const found = listRemovals(facts).find(({ removal }) => removal.isUndoable && isMeant(removal));
  if (found) {
    invocation.output.tell(describeRemoval(found));
  }
}
