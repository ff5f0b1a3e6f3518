import { isRestoreUndoable } from '#domain/checkpoints/build-restore-plan.ts';
import type { CheckpointRecord } from '#domain/checkpoints/checkpoint.ts';
import type { Host } from '#domain/hosts/host.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { parseCount } from '../machines/parse-size.ts';
import { tellCheckpointChange, type ReviewOptions } from './tell-checkpoint-change.ts';

export interface RestoreOptions extends ReviewOptions {
  readonly grace?: string;
  readonly yes?: string;
}

export async function restoreCheckpoint(invocation: Invocation, name: string, options: RestoreOptions): Promise<ExitCode> {
  const { signal } = invocation;
  const host = await useHost(invocation, options.host);
  const { client } = await invocation.session();
  const graceMinutes = options.grace === undefined ? usualGraceMinutes : parseCount(options.grace, '--grace');
  const input = { hostId: host.id, name, graceMinutes };
  const review = await client.checkpoints.reviewRestoration(input, { signal });
  return tellCheckpointChange(invocation, {
    host,
    review,
    options,
    async begin() {
      const typedName = await confirm(invocation, host, review.record, options.yes);
      return client.checkpoints.restore({ ...input, typedName }, { signal });
    },
  });
}

async function confirm(
  { questions, output }: Invocation,
  host: Host,
  record: CheckpointRecord,
  yes: string | undefined,
): Promise<string> {
  const { name, machines } = record;
  const names = machines.map((machine) => machine.name).join(', ');
  if (yes === undefined && !questions) {
    throw new CommandFault(
      'needs-answer',
      `Restoring ${name} on ${host.name} replaces what the disks of ${names} hold now, so its name must be typed.`,
      `Run this again with --yes ${quoteArgv([name])}; look first with --dry-run.`,
    );
  }
  if (yes === undefined) {
    const end = isRestoreUndoable(record) ? 'It can be undone for a while.' : 'What they hold now is lost.';
    output.tell(`${names} will be powered off, and their disks get back what they held. ${end}`);
  }
  const typed = yes ?? (await questions?.text(`Type ${name} to restore it on ${host.name}:`)) ?? null;
  if (typed === null) {
    throw new CommandFault('cancelled', 'Cancelled. Nothing was changed on the host.');
  }
  if (typed !== name) {
    throw usageFault(`You typed ${typed}, but the checkpoint is called ${name}. Nothing was changed on the host.`);
  }
  return typed;
}
