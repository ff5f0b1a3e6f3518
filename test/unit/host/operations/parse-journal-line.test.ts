import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostError } from '#core/ports/host-error.ts';
import { findHint } from '#host/operations/find-hint.ts';
import { encodeAbout, parseJournalLine, type OperationAbout } from '#host/operations/parse-journal-line.ts';
import { parseOperationList } from '#host/operations/parse-operation-list.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const about: OperationAbout = {
  operationId: 'op-1',
  title: 'Launch “ciab”',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  undoableUntilEpochMs: null,
  steps: [],
  startedBy: 'ada@laptop',
};

describe('parseJournalLine', () => {
  it('reads what operation.sh writes', () => {
    expect(parseJournalLine(`started 17 ${encodeAbout(about)} .`)).toEqual({
      kind: 'event',
      event: { kind: 'started', ...about, atEpochMs: 17 },
    });
    expect(parseJournalLine('step 18 create-volume running - - .')).toMatchObject({
      event: { state: 'running', exitCode: null, stderr: null },
    });
    expect(parseJournalLine(`step 19 create-volume failed 5 ${base64('no room\n')} .`)).toMatchObject({
      event: { exitCode: 5, stderr: 'no room' },
    });
    expect(parseJournalLine(`finished 20 cancelled ${base64('Remove x failed')} .`)).toMatchObject({
      event: { outcome: { kind: 'cancelled', leftovers: ['Remove x failed'] } },
    });
  });

  it('reads the first journals, which named no target', () => {
    const first = { operationId: 'op-1', title: 'Launch ciab', subject: 'ciab', steps: [], startedBy: 'ada@laptop' };
    expect(parseJournalLine(`started 17 ${base64(JSON.stringify(first))} .`)).toMatchObject({
      event: { target: { kind: 'machine', name: 'ciab' }, undoableUntilEpochMs: null },
    });
  });

  it('adds a remedy to a failure whose words it knows', () => {
    const line = `finished 20 failed create-volume ${base64('lvcreate exited with 5: insufficient free space')} .`;
    expect(parseJournalLine(line)).toMatchObject({
      event: { outcome: { leftovers: [], hint: expect.stringContaining('smaller disk') as string } },
    });
    expect(findHint('access denied by acl file')).toContain('bridge.conf');
    expect(findHint('something new')).toBeNull();
  });

  it('takes a line without its end for torn, wherever it was cut', () => {
    const line = `step 19 create-volume failed 5 ${base64('no room')} .`;
    for (let length = 0; length < line.length; length++) expect(parseJournalLine(line.slice(0, length)).kind).toBe('torn');
  });

  it.each([
    'nonsense .',
    'step x one done - - .',
    'step 1 one dancing - - .',
    'finished 1 exploded .',
    'started 1 %%% .',
    'started 1 bnVsbA== .',
    'refused because x .',
  ])('does not guess at %j', (line) => {
    expect(() => parseJournalLine(line)).toThrow(HostError);
  });

  it('never fails in another way, whatever the line', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseJournalLine(`${text} .`);
        } catch (error) {
          expect(error).toMatchObject({ code: 'unexpected-output', raw: `${text} .` });
        }
      }),
    );
  });
});

describe('parseOperationList', () => {
  it('lists newest first and tells the interrupted from the running', () => {
    const entry = (id: string, time: number, liveness: string, last: string) =>
      `operation ${id} ${liveness}\nstarted ${time} ${encodeAbout({ ...about, operationId: id })} .\n${last}\n`;
    const text = `${entry('a', 1, 'gone', 'step 2 one running - - .')}${entry('b', 3, 'alive', 'step 4 one running - - .')}${entry('c', 2, 'gone', 'finished 5 succeeded .')}end\n`;
    expect(parseOperationList(text, 'h').map(({ operationId, state }) => `${operationId} ${state}`)).toEqual([
      'b running',
      'c succeeded',
      'a interrupted',
    ]);
  });

  it.each(['', 'operation a alive\n', 'garbage\n\n\nend\n'])('does not take %j for an empty list', (text) => {
    expect(() => parseOperationList(text, 'h')).toThrow(HostError);
  });
});
