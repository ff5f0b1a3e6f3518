import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';
import { hostFaults } from './host-faults.ts';
import { innerFaults } from './inner-faults.ts';
import { machineFaults } from './machine-faults.ts';
import type { PathFault } from './path-fault.ts';
import { applyFix, diagnoseReplica } from './try-fault.ts';

const reason = whyNoReplica();
const replica = createPathReplica();
const rowsFile = '.cache/path-faults.jsonl';
const faults = [...hostFaults, ...machineFaults, ...innerFaults];

mkdirSync('.cache', { recursive: true });
rmSync(rowsFile, { force: true });

const record = (row: Readonly<Record<string, unknown>>) => appendFileSync(rowsFile, `${JSON.stringify(row)}\n`);

describe.skipIf(reason !== null)(`each cause, brought about for real${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  beforeEach(() => replica.build());
  afterAll(() => replica.remove());

  it.each(faults.map((fault) => [`${fault.row} ${fault.causeId}: ${fault.done}`, fault] as const))('%s', async (_, fault) => {
    await tryFault(fault);
  });
});

async function tryFault(fault: PathFault): Promise<void> {
  const { row, causeId, done } = fault;
  fault.inject(replica);
  const { diagnosis, ms } = await diagnoseReplica(replica, fault);
  const finding = diagnosis.findings.find((each) => each.causeId === causeId);
  const others = diagnosis.findings.filter(
    ({ severity, causeId: id }) => severity !== 'notice' && id !== causeId && fault.also?.includes(id) !== true,
  );
  record({
    row,
    causeId,
    done,
    sentence: finding?.sentence ?? diagnosis.sentence,
    severity: finding?.severity ?? 'not found',
    ms,
  });
  expect(finding, diagnosis.sentence).toBeDefined();
  expect(
    others.map(({ causeId: id, sentence }) => `${id}: ${sentence}`),
    'nothing else is blamed',
  ).toEqual([]);
  expect(diagnosis.verdict).toBe(finding?.severity === 'notice' ? 'healthy' : 'broken');
  expect(finding?.evidence.every(({ text, command }) => text !== '' && command !== '')).toBe(true);
  if (finding && fault.isFixTried !== false && finding.fix.steps.length > 0) {
    applyFix(replica, finding);
    const after = await diagnoseReplica(replica, fault);
    expect(
      after.diagnosis.findings.filter((each) => each.causeId === causeId),
      'the fix shown mends it',
    ).toEqual([]);
  }
}
