import { describe, expect, it } from 'vitest';
import { buildFixPlan } from '#domain/path/build-fix-plan.ts';
import { fixBy, type Finding, type Fix } from '#domain/path/causes/cause.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';

const up = ['ip', 'link', 'set', 'br0', 'up'];
const down = ['ip', 'link', 'set', 'br0', 'down'];

function aFinding(fix: Fix, more: Partial<Finding> = {}): Finding {
  const sentence = 'br0 is down.';
  const where = { place: 'host', device: 'br0' } as const;
  return { causeId: 'host-bridge-down', row: 2, severity: 'blocks', ...where, sentence, evidence: [], fix, ...more };
}

const plan = (...cards: readonly (readonly Finding[])[]) =>
  buildFixPlan({
    machine: 'ciab',
    causeId: 'host-bridge-down',
    chains: cards.map((findings) => ({ diagnosis: { findings } }) as unknown as DiagnosedChain),
    nowEpochMs: 1_000,
  });

describe('a plan that mends a cause', () => {
  it('runs the commands of the cause, once for all cards, and can be undone for a week', () => {
    const finding = aFinding(fixBy('host', 'Take br0 up.', [up, down]));
    const other = aFinding(fixBy('host', 'Other.', [['true'], null]), { causeId: 'uplink-down' });
    const { plan: found, refusal, warnings } = plan([finding, other], [finding]);
    expect(refusal).toBeNull();
    expect(found).toMatchObject({
      title: 'Mend br0 on the path of ciab',
      target: { kind: 'machine', name: 'ciab' },
      exclusion: 'host',
      undoableUntilEpochMs: 1_000 + 7 * 86_400_000,
    });
    expect(found.steps.map(({ action, undo }) => [action, undo?.argv])).toEqual([[{ kind: 'run', argv: up }, down]]);
    expect(found.steps[0]?.title).toBe('Take br0 up');
    expect(warnings).toEqual([expect.stringContaining('until the host restarts') as string]);
  });

  it('tells advice that says more than the command does', () => {
    const { plan: found, warnings } = plan([aFinding(fixBy('host', 'Have it up. Look for a loop.', [up, down]))]);
    expect(found.steps[0]?.title).toBe('ip link set br0 up');
    expect(warnings[0]).toBe('Have it up. Look for a loop.');
  });

  it('says what cannot be taken back', () => {
    const { plan: found, warnings } = plan([aFinding(fixBy('host', 'Forget them.', [['conntrack', '-D'], null]))]);
    expect(found.undoableUntilEpochMs).toBeNull();
    expect(warnings.at(-1)).toMatch(/not all of it can be undone/);
  });

  it.each([
    ['it is not found any more', [], /was not found on the path of ciab now/],
    [
      'only a person can do it',
      [aFinding({ advice: 'Give one of the two another MAC.', steps: [] })],
      /^No command mends this\. Give one/,
    ],
    [
      'it is inside',
      [aFinding(fixBy('machine', 'Up.', [up, down]))],
      /inside the machine, where Nutshell runs nothing\. Type it there: ip link set br0 up$/,
    ],
    ['it is further inside', [aFinding(fixBy('nested', 'Up.', [up, down]))], /inside the instance/],
  ])('refuses and has no steps where %s', (_, findings, words) => {
    const { plan: found, refusal } = plan(findings);
    expect(refusal).toMatch(words);
    expect(found).toMatchObject({ steps: [], undoableUntilEpochMs: null });
  });
});
