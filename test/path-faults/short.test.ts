import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';
import { hostFaults } from './host-faults.ts';
import { innerFaults } from './inner-faults.ts';
import { machineFaults } from './machine-faults.ts';
import { diagnoseReplica } from './try-fault.ts';

const reason = whyNoReplica();
const replica = createPathReplica(`nshs${process.pid}`);

/** One of each place and kind; all of them are `npm run test:path-faults`. */
const rows = [2, 6, 7, 9, 16, 23, 24, 27, 30, 31, 36, 39, 43, 45];
const faults = [...hostFaults, ...machineFaults, ...innerFaults];
const chosen = rows.flatMap((row) => faults.filter((fault) => fault.row === row).slice(0, 1));

describe.skipIf(reason !== null)(`a broken path${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  beforeEach(() => replica.build());
  afterAll(() => replica.remove());

  it.each(chosen.map((fault) => [`${fault.causeId}: ${fault.done}`, fault] as const))('%s', async (_, fault) => {
    fault.inject(replica);
    const { diagnosis } = await diagnoseReplica(replica, fault);
    expect(diagnosis.findings[0]).toMatchObject({ causeId: fault.causeId, row: fault.row, severity: 'blocks' });
  });
});
