import { describe, expect, it } from 'vitest';
import {
  acceptanceSteps,
  describeVerdict,
  findFailure,
  isGreen,
  type AcceptanceReport,
  type StepOutcome,
} from '#domain/acceptance/acceptance-step.ts';
import { writeJunit } from '#domain/acceptance/write-junit.ts';
import { writeMarkdown } from '#domain/acceptance/write-markdown.ts';
import { parseXml } from '#domain/ec2/parse-xml.ts';

const passed: StepOutcome = { kind: 'passed' };
const failed: StepOutcome = { kind: 'failed', message: 'No <address> & "no" hope | none', hint: 'Look', raw: 'a\u0007b ```' };

function aReport(outcomeOf: (id: string) => StepOutcome = () => passed): AcceptanceReport {
  return {
    ...{
      cloud: 'blue',
      host: 'lab',
      recipe: 'practice-cloud',
      beganAtEpochMs: Date.UTC(2026, 0, 2, 3, 4, 5),
      durationMs: 12_345,
    },
    steps: acceptanceSteps.map(({ id, title }) => ({
      ...{ id, title, outcome: outcomeOf(id), evidence: ['seen <it>'] },
      ...{ beganAtEpochMs: 0, durationMs: 1500 },
    })),
    collected: [{ title: 'Console of i-1', text: 'login: ```\n\u001B[1m ]]> &' }],
  };
}

const red = aReport((id) => (id === 'ssh' ? failed : id === 'trace' ? { kind: 'skipped', reason: '“SSH” failed.' } : passed));

describe('the verdict', () => {
  it('is green only when every step passed', () => {
    expect(isGreen(aReport())).toBe(true);
    expect(isGreen({ steps: aReport().steps.slice(1) })).toBe(false);
    expect(isGreen(red)).toBe(false);
    expect(describeVerdict(aReport())).toBe('blue passed: all 10 steps, in 12.3 s.');
  });

  it('names the first step that failed', () => {
    expect(findFailure(red)?.id).toBe('ssh');
    expect(describeVerdict(red)).toBe('blue failed at step 8: SSH to that address with the new key.');
  });
});

describe('the report', () => {
  it('is XML that any reader of JUnit takes, whatever a console said', () => {
    const reading = parseXml(writeJunit(red));
    if (reading.kind === 'broken') throw new Error(reading.reason);
    const [suite] = reading.root.children;
    const cases = suite?.children.filter(({ name }) => name === 'testcase') ?? [];
    expect(cases).toHaveLength(10);
    expect(cases.map(({ children }) => children[0]?.name)).toEqual([
      ...Array.from({ length: 7 }, () => 'system-out'),
      'failure',
      'skipped',
      'system-out',
    ]);
    expect(cases[7]?.children[0]?.text).toBe('No <address> & "no" hope | none\nLook\nab ```');
    expect(writeJunit(red)).toContain(
      'tests="10" failures="1" errors="0" skipped="1" time="12.345" timestamp="2026-01-02T03:04:05"',
    );
    expect(suite?.children.at(-1)?.text).toContain('[1m ]]> &');
  });

  it('is Markdown in which nothing a cloud says becomes markup', () => {
    const text = writeMarkdown(red);
    expect(text).toContain('| 8 | SSH to that address with the new key | FAILED | 1.5 s |');
    expect(text).toContain('**No \\<address\\> & "no" hope \\| none** Look');
    expect(text).toContain('````text\nlogin: ```');
  });
});
