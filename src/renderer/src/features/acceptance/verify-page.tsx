import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { acceptanceSteps, describeVerdict, formatSeconds, isGreen, type StepResult } from '#domain/acceptance/acceptance-step.ts';
import { writeJunit } from '#domain/acceptance/write-junit.ts';
import { writeMarkdown } from '#domain/acceptance/write-markdown.ts';
import { useGo } from '#renderer/session/session-context.tsx';
import type { FetchConversation } from '#renderer/session/use-fetch.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { StepList, type StepRow } from '#renderer/ui/step-list.tsx';
import { useAcceptance, type AcceptanceRun } from './use-acceptance.ts';

interface VerifyPageProps {
  readonly hostId: string;
  readonly cloud: string;
  /** How a question of the cloud's machine is put: as of any other connection. */
  readonly renderQuestion: (conversation: FetchConversation) => ReactNode;
}

/** One button that tries an installed cloud, from its services to SSH into an instance that it starts. */
export function VerifyPage({ hostId, cloud, renderQuestion }: VerifyPageProps) {
  const go = useGo();
  const { run, conversation, stop } = useAcceptance(hostId, cloud);
  const isLoggingIn = conversation.stage.kind === 'fetching';
  return (
    <Page
      title={`Verify ${cloud}`}
      state={<RunMark run={run} />}
      lead="Starts an instance, logs in to it and traces the path to it. What the test makes is taken away again; what was there is left alone."
      actions={
        <>
          <Button onClick={() => go({ kind: 'cloud', hostId, cloud })}>Back to the cloud</Button>
          {run.kind === 'running' ? (
            <Button color="red" variant="light" onClick={() => void stop()}>
              Stop the test
            </Button>
          ) : (
            <Button variant="filled" loading={isLoggingIn} onClick={() => void conversation.start()}>
              {run.kind === 'idle' ? 'Verify the cloud' : 'Verify again'}
            </Button>
          )}
        </>
      }
    >
      <Sections>
        {isLoggingIn && <Loading what="Logging in to the cloud’s machine" rows={1} />}
        {renderQuestion(conversation)}
        {run.problem !== null && <ProblemView title="The cloud could not be tested" problem={run.problem} />}
        <Section title="Steps">
          <StepList label="Steps of the test" steps={acceptanceSteps.map((step) => toRow(step, run))} />
        </Section>
        {run.report !== null && <Report run={run} />}
      </Sections>
    </Page>
  );
}

function RunMark({ run: { kind, report } }: { readonly run: AcceptanceRun }) {
  if (kind === 'running') {
    return <StateMark tone="busy" word="testing" />;
  }
  if (report === null) {
    return <StateMark tone="off" word="not tested yet" />;
  }
  return isGreen(report) ? <StateMark tone="ok" word="passed" /> : <StateMark tone="broken" word="failed" />;
}

const marks = {
  passed: { tone: 'ok', word: 'passed' },
  failed: { tone: 'broken', word: 'failed' },
  skipped: { tone: 'off', word: 'skipped' },
} as const;

function toRow({ id, title }: (typeof acceptanceSteps)[number], { results, current, note }: AcceptanceRun): StepRow {
  const result = results.find((each) => each.id === id);
  if (result !== undefined) {
    const aside = result.outcome.kind === 'skipped' ? 'skipped' : formatSeconds(result.durationMs);
    return { id, title, ...marks[result.outcome.kind], aside, detail: <StepDetail result={result} /> };
  }
  return current === id
    ? { id, title, tone: 'busy', word: 'now', isCurrent: true, ...(note !== null && { detail: <Muted>{note}</Muted> }) }
    : { id, title, tone: 'unknown', word: 'to come', isWaiting: true };
}

function StepDetail({ result: { outcome, evidence, title } }: { readonly result: StepResult }) {
  return (
    <>
      {outcome.kind === 'failed' && <ProblemView title={title} problem={{ ...outcome, code: 'command-failed' }} />}
      {outcome.kind === 'skipped' && <Muted>{outcome.reason}</Muted>}
      {evidence.map((line) => (
        <Muted key={line}>{line}</Muted>
      ))}
    </>
  );
}

function Report({ run: { report } }: { readonly run: AcceptanceRun }) {
  if (report === null) {
    return null;
  }
  const markdown = writeMarkdown(report);
  const save = (name: string, text: string, type: string) => saveFile(`${report.cloud}-${name}`, new Blob([text], { type }));
  return (
    <Section
      title="Report"
      aside={
        <>
          <CopyButton value={markdown} what="the report" isWorded />
          <Button size="xs" onClick={() => save('verify.md', markdown, 'text/markdown')}>
            Save as Markdown
          </Button>
          <Button size="xs" onClick={() => save('verify.xml', writeJunit(report), 'application/xml')}>
            Save as JUnit XML
          </Button>
        </>
      }
    >
      <p>{describeVerdict(report)}</p>
      {report.collected.map(({ title, text }) => (
        <Disclosure key={title} label={title}>
          <CommandBlock command={text} label={title} />
        </Disclosure>
      ))}
    </Section>
  );
}
