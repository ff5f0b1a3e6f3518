import { describeVerdict, formatSeconds, type AcceptanceReport, type StepResult } from './acceptance-step.ts';

const words = { passed: 'passed', failed: 'FAILED', skipped: 'skipped' } as const;

/** A report for people, and for the page of a nightly build. */
export function writeMarkdown(report: AcceptanceReport): string {
  const { cloud, host, recipe, beganAtEpochMs, steps, collected } = report;
  return [
    `# Acceptance test of cloud ${escape(cloud)}`,
    '',
    `**${escape(describeVerdict(report))}**`,
    '',
    `Recipe ${escape(recipe)}, on ${escape(host)}, begun ${new Date(beganAtEpochMs).toISOString()}.`,
    '',
    '| # | Step | Result | Time |',
    '|---|---|---|---|',
    ...steps.map(
      ({ title, outcome, durationMs }, at) =>
        `| ${at + 1} | ${escape(title)} | ${words[outcome.kind]} | ${formatSeconds(durationMs)} |`,
    ),
    '',
    ...steps.flatMap(writeStep),
    ...collected.flatMap(({ title, text }) => [`## ${escape(title)}`, '', ...fence(text), '']),
  ].join('\n');
}

function writeStep({ title, outcome, evidence }: StepResult, at: number): readonly string[] {
  const said =
    outcome.kind === 'passed'
      ? []
      : outcome.kind === 'skipped'
        ? [escape(outcome.reason), '']
        : [
            `**${escape(outcome.message)}** ${escape(outcome.hint ?? '')}`.trim(),
            '',
            ...(outcome.raw === null ? [] : [...fence(outcome.raw), '']),
          ];
  return [
    `## ${at + 1}. ${escape(title)}`,
    '',
    ...said,
    ...evidence.map((line) => `- ${escape(line)}`),
    ...(evidence.length === 0 ? [] : ['']),
  ];
}

/** Longer than any row of backticks in it (CommonMark 0.31, 4.5). */
function fence(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return [`${mark}text`, text.trimEnd(), mark];
}

/** What comes from a cloud is text, and no markup (CommonMark 0.31, 2.4). */
function escape(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
