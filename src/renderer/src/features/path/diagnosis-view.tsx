import { Button } from '@mantine/core';
import { useState } from 'react';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import type { Finding, FixStep, Severity } from '#domain/path/causes/cause.ts';
import type { Diagnosis, Doubt, Verdict } from '#domain/path/diagnosis.ts';
import type { Evidence } from '#domain/path/evidence.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CheckList, type CheckRow } from '#renderer/ui/check-list.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { FormActions } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';
import { FixDialog } from './fix-dialog.tsx';

const verdicts: Readonly<Record<Verdict, { readonly tone: Tone; readonly word: string }>> = {
  healthy: { tone: 'ok', word: 'Healthy' },
  broken: { tone: 'broken', word: 'Broken' },
  unclear: { tone: 'attention', word: 'Unclear' },
};

const severities: Readonly<Record<Severity, { readonly tone: Tone; readonly word: string }>> = {
  blocks: { tone: 'broken', word: 'Blocks' },
  degrades: { tone: 'attention', word: 'Degrades' },
  notice: { tone: 'unknown', word: 'Notice' },
};

const places = { host: 'the host', machine: 'the machine', nested: 'the instance' } as const;

interface DiagnosisViewProps {
  readonly hostId: string;
  readonly machine: string;
  readonly diagnosis: Diagnosis;
}

/** What a packet to the machine would meet: the verdict, then each cause, open to what proves it and how it is mended. */
export function DiagnosisView({ hostId, machine, diagnosis }: DiagnosisViewProps) {
  const [mending, setMending] = useState<string | null>(null);
  const { tone, word } = verdicts[diagnosis.verdict];
  const rows = [
    ...diagnosis.findings.map((finding, index) => toRow(finding, index, setMending)),
    ...diagnosis.doubts.map(toDoubtRow),
  ];
  return (
    <Stacked>
      <Banner tone={tone} word={word}>
        {diagnosis.sentence}
      </Banner>
      {rows.length > 0 && (
        <Section title="What was found" aside="No packet was sent">
          <CheckList label="What was found on the path" rows={rows} />
        </Section>
      )}
      {mending !== null && <FixDialog hostId={hostId} machine={machine} causeId={mending} onClose={() => setMending(null)} />}
    </Stacked>
  );
}

function toRow(finding: Finding, index: number, onMend: (causeId: string) => void): CheckRow {
  const { severity, device, place, sentence, evidence, fix } = finding;
  return {
    id: `${finding.causeId}-${index.toString()}`,
    ...severities[severity],
    title: `${device} of ${places[place]}`,
    found: '',
    remedy: sentence,
    details: (
      <Stacked isTight>
        <p>{sentence}</p>
        <EvidenceBlock evidence={evidence} />
        <p>{fix.advice}</p>
        {fix.steps.map((step, at) => (
          <StepBlock key={at} step={step} />
        ))}
        {canMend(finding) && (
          <FormActions>
            <Button onClick={() => onMend(finding.causeId)}>Mend it on the host …</Button>
          </FormActions>
        )}
      </Stacked>
    ),
  };
}

function toDoubtRow({ place, device, sentence, evidence }: Doubt, index: number): CheckRow {
  return {
    id: `doubt-${index.toString()}`,
    tone: 'attention',
    word: 'Not judged',
    title: device === null ? places[place] : `${device} of ${places[place]}`,
    found: '',
    remedy: sentence,
    details: (
      <Stacked isTight>
        <p>{sentence}</p>
        <EvidenceBlock evidence={evidence} />
      </Stacked>
    ),
  };
}

/** Nutshell runs nothing inside machines. */
function canMend({ fix: { steps } }: Finding): boolean {
  return steps.length > 0 && steps.every(({ place }) => place === 'host');
}

/** As a terminal would show it: the command, then the lines that count. */
function EvidenceBlock({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const text = evidence.map(({ command, text: line }) => `# ${command}\n${line}`).join('\n');
  return <CommandBlock label="What shows it" command={text} />;
}

function StepBlock({ step: { place, argv, undoArgv } }: { readonly step: FixStep }) {
  return (
    <>
      <p>To mend it, on {places[place]}:</p>
      <CommandBlock label={`Command for ${places[place]} that mends it`} command={quoteArgv(argv)} />
      {undoArgv !== null && (
        <>
          <p>To take that back:</p>
          <CommandBlock label={`Command for ${places[place]} that takes it back`} command={quoteArgv(undoArgv)} />
        </>
      )}
    </>
  );
}
