import { certaintyWords, describeProbe, describeReport } from '#domain/path/trace/draw-trace.ts';
import type { TraceOutcome, TraceResult } from '#domain/path/trace/trace-result.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

const outcomes: Readonly<Record<TraceOutcome, { readonly tone: Tone; readonly word: string }>> = {
  passed: { tone: 'ok', word: 'Came through' },
  answered: { tone: 'attention', word: 'Answered' },
  'one-way': { tone: 'ok', word: 'Arrived' },
  refused: { tone: 'attention', word: 'Refused' },
  unanswered: { tone: 'broken', word: 'Not answered' },
  lost: { tone: 'broken', word: 'Lost' },
  'reply-lost': { tone: 'broken', word: 'Answer lost' },
  'wrong-answer': { tone: 'broken', word: 'Wrong answer' },
  'not-sent': { tone: 'attention', word: 'Not sent' },
};

const places = { host: 'the host', machine: 'the machine', nested: 'the instance' } as const;

/** The verdict in a sentence; what proves it, and the fix, one click away. */
export function TraceVerdictView({ result }: { readonly result: TraceResult }) {
  const { verdict, probe, plan } = result;
  const evidence = verdict.evidence.map(({ text, command }) => `# ${command}\n${text}`).join('\n');
  return (
    <Stacked>
      <Banner {...outcomes[verdict.outcome]}>
        {verdict.sentence} {verdict.where}
      </Banner>
      <Section title={describeProbe(probe)} aside={`How this is known: ${certaintyWords[verdict.certainty]}`}>
        <Stacked isTight>
          {evidence !== '' && (
            <Disclosure label="What proves it">
              <CommandBlock label="What proves it" command={evidence} />
            </Disclosure>
          )}
          {verdict.fix !== null && (
            <Disclosure label="How it is mended" isOpenAtFirst>
              <Stacked isTight>
                <p>{verdict.fix.advice}</p>
                {verdict.fix.steps.map(({ place, argv }, at) => (
                  <CommandBlock key={at} label={`Command for ${places[place]} that mends it`} command={quoteArgv(argv)} />
                ))}
              </Stacked>
            </Disclosure>
          )}
          {result.kernel.length > 0 && (
            <Disclosure label="What the kernels told">
              <CommandBlock label="What the kernels told" command={showReports(result)} />
            </Disclosure>
          )}
          {plan.limits.map((limit) => (
            <p key={limit}>{limit}</p>
          ))}
        </Stacked>
      </Section>
    </Stacked>
  );
}

/** Who was asked and what is left of it, then all that was told, place by place. */
function showReports({ kernel }: TraceResult): string {
  const told = kernel.flatMap((report) => report.lines.map(({ text }) => text));
  return [...kernel.flatMap(describeReport).map((line) => `# ${line}`), ...told].join('\n');
}
