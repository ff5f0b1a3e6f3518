import { consistency } from '#domain/checkpoints/checkpoint.ts';
import { listCheckpoints, type Checkpoint } from '#domain/checkpoints/list-checkpoints.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readHost, useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration, formatTime } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';

export async function showCheckpoints(invocation: Invocation, wanted: string | undefined): Promise<ExitCode> {
  const { output } = invocation;
  const host = await useHost(invocation, wanted);
  const { facts } = await readHost(invocation, host);
  if (facts.checkpoints.kind === 'unavailable') {
    throw new CommandFault(
      'unexpected-output',
      `The checkpoints of ${host.name} could not be read: ${facts.checkpoints.reason}.`,
    );
  }
  const checkpoints = listCheckpoints(facts);
  await output.answer({ host: { id: host.id, name: host.name }, consistency, checkpoints }, async (paint) =>
    checkpoints.length === 0
      ? `No checkpoint on ${host.name} yet. Make one with \`nutshell checkpoint create NAME\`.`
      : [await drawCheckpoints(checkpoints, paint), ...describeRemarks(checkpoints, paint), consistency].join('\n'),
  );
  return exitCodes.done;
}

function drawCheckpoints(checkpoints: readonly Checkpoint[], paint: Paint): Promise<string> {
  const heads = ['CHECKPOINT', 'MADE', 'MACHINES', 'STATE', 'USED', 'FULL', 'PAUSED', 'BY'];
  return drawTable(heads, checkpoints.map(toRow(paint)), paint);
}

function describeRemarks(checkpoints: readonly Checkpoint[], paint: Paint): readonly string[] {
  return checkpoints.flatMap(({ remarks }) => remarks.map((remark) => `${paint.yellow('warning')} ${remark}`));
}

const paints: Readonly<Record<Checkpoint['state'], (paint: Paint) => (text: string) => string>> = {
  whole: (paint) => paint.green,
  filling: (paint) => paint.yellow,
  damaged: (paint) => paint.red,
  unfinished: (paint) => paint.red,
};

function toRow(paint: Paint): (checkpoint: Checkpoint) => readonly string[] {
  return ({ record, state, usedBytes, fullestPercent, pausedMs }) => [
    record.name,
    formatTime(record.createdEpochMs),
    record.machines.map(({ name }) => name).join(', '),
    paints[state](paint)(state),
    usedBytes === 0 ? '-' : formatBytes(usedBytes),
    fullestPercent === null ? '-' : `${Math.floor(fullestPercent)} %`,
    pausedMs === null || pausedMs === 0 ? '-' : formatDuration(pausedMs),
    record.createdBy,
  ];
}
