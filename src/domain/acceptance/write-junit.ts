import { describeVerdict, type AcceptanceReport, type StepResult } from './acceptance-step.ts';

/** JUnit XML as CI systems read it: one suite, one case for each step (Jenkins' junit-10.xsd). */
export function writeJunit(report: AcceptanceReport): string {
  const { cloud, recipe, host, steps, collected, beganAtEpochMs, durationMs } = report;
  const count = (kind: StepResult['outcome']['kind']): number => steps.filter(({ outcome }) => outcome.kind === kind).length;
  const suite = attributes({
    name: `nutshell verify ${cloud}`,
    ...{ tests: steps.length, failures: count('failed'), errors: 0, skipped: count('skipped') },
    ...{ time: toSeconds(durationMs), timestamp: new Date(beganAtEpochMs).toISOString().slice(0, 19), hostname: host },
  });
  const logs = collected.map(({ title, text }) => `== ${title}\n${text.trimEnd()}\n`).join('\n');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite ${suite}>`,
    `    <properties><property ${attributes({ name: 'recipe', value: recipe })}/></properties>`,
    ...steps.map((step) => writeCase(step, cloud)),
    `    <system-out>${escape(`${describeVerdict(report)}\n${logs}`)}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function writeCase({ title, outcome, evidence, durationMs }: StepResult, cloud: string): string {
  const head = `    <testcase ${attributes({ classname: `nutshell.verify.${cloud}`, name: title, time: toSeconds(durationMs) })}>`;
  const said = evidence.length === 0 ? '' : `<system-out>${escape(evidence.join('\n'))}</system-out>`;
  switch (outcome.kind) {
    case 'passed':
      return `${head}${said}</testcase>`;
    case 'skipped':
      return `${head}<skipped ${attributes({ message: outcome.reason })}/>${said}</testcase>`;
    case 'failed': {
      const text = [outcome.message, outcome.hint, outcome.raw].filter((line) => line !== null).join('\n');
      return `${head}<failure ${attributes({ message: outcome.message })}>${escape(text)}</failure>${said}</testcase>`;
    }
  }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escape(String(value)).replace(/[\n\r\t]/g, ' ')}"`)
    .join(' ');
}

function toSeconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}

/** Characters that XML 1.0 (2.2) does not have are left out: a console may have said anything. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
