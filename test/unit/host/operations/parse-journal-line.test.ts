import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStepTitle } from '#fakes/operations.ts';
import { HostError } from '#core/ports/host-error.ts';
import { findHint } from '#host/operations/find-hint.ts';
import { encodeAbout, type OperationAbout } from '#host/operations/operation-about.ts';
import { parseJournalLine } from '#host/operations/parse-journal-line.ts';
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
    expect(parseJournalLine(`turned 20 resume ${base64('grace@desk')} .`)).toEqual({
      kind: 'event',
      event: { kind: 'turned', way: 'resume', by: 'grace@desk', atEpochMs: 20 },
    });
    expect(parseJournalLine('progress 21 fetch 100 - .')).toMatchObject({ event: { doneBytes: 100, totalBytes: null } });
    expect(parseJournalLine('interrupted restarted .')).toEqual({ kind: 'interrupted', cause: 'restarted' });
    expect(parseJournalLine(`halted 22 ${base64('It collides.')} .`)).toEqual({
      kind: 'halted',
      reason: 'It collides.',
      atEpochMs: 22,
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
  const steps = ['one', 'two'].map((id) => aStepTitle({ id, title: `Do ${id}` }));
  const life = (id: string, word: string) => `operation ${id} ${word}\n`;
  const journal = (id: string, time: number, [turn, step, last = step]: readonly [string, string, string?]) =>
    `journal ${id}\nstarted ${time} ${encodeAbout({ ...about, steps, operationId: id })} .\n${turn}\n${step}\n${last}\n`;
  const running = (id: string) => `step 2 ${id} running - - .`;

  it('lists newest first and tells the interrupted from the running', () => {
    const text = [
      ...[life('a', 'restarted'), life('b', 'alive'), life('c', 'killed'), life('d', 'killed')],
      journal('a', 1, ['-', running('two')]),
      journal('b', 3, ['-', running('one')]),
      journal('c', 2, ['-', running('two'), `finished 5 failed two ${base64('no room')} ${base64('Remove x failed')} .`]),
      journal('d', 0, [`turned 4 undo ${base64('grace@desk')} .`, 'step 4 one undoing - - .']),
      'end\n',
    ].join('');
    const list = parseOperationList(text, 'h');
    expect(list.map(({ operationId, state }) => `${operationId} ${state}`)).toEqual([
      'b running',
      'c failed',
      'a interrupted',
      'd interrupted',
    ]);
    expect(list[1]?.leftovers).toEqual(['Remove x failed']);
    expect(list[2]?.interruption).toEqual({
      stepNumber: 2,
      stepCount: 2,
      stepTitle: 'Do two',
      isUndoing: false,
      reason: 'The host was restarted.',
    });
    expect(list[3]?.interruption).toMatchObject({ stepNumber: 1, isUndoing: true });
  });

  it('names the step that was to come where the last one had ended', () => {
    const text = `${life('a', 'killed')}${journal('a', 1, ['-', 'step 2 one done 0 - .'])}end\n`;
    expect(parseOperationList(text, 'h')[0]?.interruption).toMatchObject({ stepNumber: 2, stepTitle: 'Do two' });
  });

  it('says why one that was to go on did not', () => {
    const halted = `halted 9 ${base64('MAC 52:54:00:aa:bb:01 is taken by nc1.')} .`;
    const text = `${life('a', 'killed')}${journal('a', 1, [`turned 3 resume - .`, 'step 4 one failed 1 - .', halted])}end\n`;
    expect(parseOperationList(text, 'h')[0]).toMatchObject({
      state: 'interrupted',
      interruption: { reason: 'MAC 52:54:00:aa:bb:01 is taken by nc1.' },
    });
  });

  it('leaves out one whose first line is torn: the host lost power before its first step', () => {
    expect(parseOperationList(`${life('a', 'restarted')}journal a\nstarted 1 abc\n-\n-\n-\nend\n`, 'h')).toEqual([]);
  });

  it('knows a host without operations', () => {
    expect(parseOperationList('end\n', 'h')).toEqual([]);
  });

  it.each(['', 'operation a alive\n', 'garbage\n\n\nend\n', 'journal b\nx\n-\n-\n-\nend\n'])(
    'does not take %j for an empty list',
    (text) => {
      expect(() => parseOperationList(text, 'h')).toThrow(HostError);
    },
  );
});
