import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPlanScript, planDriverName, toHereDocument } from '#domain/plans/build-plan-script.ts';
import type { Plan, PlanStep } from '#domain/plans/plan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([program]) => spawnSync(program!, ['-c', ':']).error === undefined || program === 'busybox',
);
const driver = readFileSync('resources/host/run-plan.sh', 'utf8');
const scripts = new Map([
  [planDriverName, driver],
  ['guard-test.sh', 'printf "%s\\n" "$@"\n[ "$1" != no ] || { echo "It collides." >&2; exit 1; }\n'],
]);

const aStep = (id: string, argv: readonly string[], more: Partial<PlanStep> = {}): PlanStep => ({
  id,
  title: `Do ${id}`,
  action: { kind: 'run', argv },
  notes: [],
  check: null,
  undo: null,
  ...more,
});
const aPlan = (...steps: PlanStep[]): Plan => ({
  title: 'Launch ciab',
  subject: 'ciab',
  target: { kind: 'machine', name: 'ciab' },
  exclusion: 'host',
  undoableUntilEpochMs: null,
  steps,
});

function run(shell: readonly string[], plan: Plan) {
  const file = path.join(folder, 'plan.sh');
  writeFileSync(file, buildPlanScript(plan, scripts));
  const [program = 'sh', ...args] = shell;
  const env = { ...process.env, NUTSHELL_STATE_DIRECTORY: path.join(folder, 'state') };
  return spawnSync(program, [...args, file], { encoding: 'utf8', env });
}

/** Whatever a person or another program may have put into a name, a path or a label. */
const hostile = fc.oneof(
  fc.constantFrom("it's", '$(id)', '`id`', '-rf', '--', 'a\nb', '\\', '"', '', ' ', '*', '~', '!', '%s', 'END', '\r', 'a\n'),
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0')),
);

describe.each(shells)('a plan as a script under %s', (...shell) => {
  beforeEach(() => rmSync(path.join(folder, 'file'), { force: true }));

  it('hands every hostile word over unchanged, in commands, files, titles and notes', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), hostile, (words, content) => {
        const plan = aPlan(
          aStep('words', ['sh', '-c', 'printf "%s|" "$@" >"$0"', path.join(folder, 'words'), ...words], {
            title: words.join(' '),
            notes: [{ option: words[0]!, explanation: content }],
          }),
          aStep('file', [], { action: { kind: 'write-file', path: path.join(folder, 'file'), content, mode: '600' } }),
        );
        const { status, stderr } = run(shell, { ...plan, title: words.join('\n') });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect(readFileSync(path.join(folder, 'words'), 'utf8')).toBe(words.map((word) => `${word}|`).join(''));
        expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe(content);
      }),
      { numRuns: 25 },
    );
  });

  it('brings the scripts its steps call along, and removes them at the end', () => {
    const guard = aStep('guard', [], {
      action: { kind: 'guard', script: 'guard-test.sh', args: ['a b', "it's"], refusal: 'No.' },
    });
    const { status, stdout } = run(shell, aPlan(guard, aStep('where', ['sh', '-c', 'echo done'])));
    expect(status).toBe(0);
    expect(stdout).toBe("1/2 Do guard\na b\nit's\n2/2 Do where\ndone\nDone: Launch ciab\n");
  });

  it('takes finished steps back in reverse order when one fails, and exits 1', () => {
    const undo = (word: string) => ({ title: `Undo ${word}`, argv: ['echo', `undone ${word}`] });
    const { status, stdout, stderr } = run(
      shell,
      aPlan(
        aStep('one', ['true'], { undo: undo('one') }),
        aStep('two', ['true'], { check: ['false'], undo: undo('two') }),
        aStep('three', ['touch', path.join(folder, 'never')]),
      ),
    );
    expect(status).toBe(1);
    expect(stdout).toBe('1/3 Do one\n2/3 Do two\nundone two\nundone one\n');
    expect(stderr).toBe('Failed: Do two\nUndo: Undo two\nUndo: Undo one\n');
    expect(existsSync(path.join(folder, 'never'))).toBe(false);
  });

  it('shows the end of the log a command wrote its errors to, and keeps its exit code', () => {
    const log = path.join(folder, 'log');
    const failing = ['sh', '-c', 'echo "no such drive" >"$0"; exit 7', log];
    const { status, stderr } = run(shell, aPlan(aStep('qemu', [], { action: { kind: 'run', argv: failing, errorLog: log } })));
    expect(status).toBe(1);
    expect(stderr).toContain('no such drive');
  });
});

describe('buildPlanScript', () => {
  it('is clean in the eyes of shellcheck', () => {
    const script = buildPlanScript(aPlan(aStep('one', ['echo', 'a b', '-x'.repeat(60), '-y'.repeat(60)])), scripts);
    const { error, stdout } = spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2034,SC2154,SC2317,SC2329', '-'], {
      input: script,
      encoding: 'utf8',
    });
    if (!error) expect(stdout).toBe('');
  });

  it('ends a here-document at a mark that its text does not hold', () => {
    expect(toHereDocument('cat', 'END\nEND_\n')).toBe("cat <<'END__'\nEND\nEND_\nEND__");
  });

  it('says which script is missing', () => {
    const guard = aStep('guard', [], { action: { kind: 'guard', script: 'guard-other.sh', args: [], refusal: 'No.' } });
    expect(() => buildPlanScript(aPlan(guard), scripts)).toThrow(/guard-other\.sh/);
  });
});
