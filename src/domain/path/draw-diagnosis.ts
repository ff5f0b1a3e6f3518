import type { Finding, Fix, Severity } from './causes/cause.ts';
import type { DiagnosedChain } from './diagnose-machine.ts';
import type { Diagnosis, Doubt, Verdict } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { quoteArgv } from '../shell/quote-argv.ts';
import type { TextPaint } from './text-paint.ts';

const places = { host: 'the host', machine: 'the machine', nested: 'the instance' } as const;

/** The verdict first, then each cause with what proves it and how it is mended, then what could not be judged. */
export function drawDiagnosis({ chain, diagnosis }: DiagnosedChain, paint: TextPaint): string {
  const { source, destination, protocol, port } = diagnosis.probe;
  const what = port === null ? protocol.toUpperCase() : `${protocol.toUpperCase()} port ${port}`;
  const head = `${paint.bold(chain.machineName)}  ${what} from ${source} to ${destination ?? 'an address that nobody knows'}, card ${chain.nicMac ?? 'without a known MAC'}`;
  return [
    head,
    `${paintVerdict(diagnosis.verdict, paint)} ${diagnosis.sentence}`,
    ...diagnosis.findings.flatMap((finding) => ['', ...drawFinding(finding, paint)]),
    ...drawDoubts(diagnosis, paint),
  ].join('\n');
}

function paintVerdict(verdict: Verdict, paint: TextPaint): string {
  const paints = { healthy: paint.green, broken: paint.red, unclear: paint.yellow } as const;
  return paints[verdict](verdict);
}

const severityWords: Readonly<Record<Severity, string>> = { blocks: 'blocks', degrades: 'degrades', notice: 'notice' };

function drawFinding(
  { severity, place, device, sentence, evidence, fix, causeId }: Finding,
  paint: TextPaint,
): readonly string[] {
  const color = severity === 'blocks' ? paint.red : severity === 'degrades' ? paint.yellow : paint.dim;
  return [
    `${color(severityWords[severity])} ${device} of ${places[place]} (${causeId})`,
    `  ${sentence}`,
    ...evidence.flatMap((line) => drawEvidence(line, paint)),
    ...drawFix(fix, paint),
  ];
}

function drawEvidence({ text, command }: Evidence, paint: TextPaint): readonly string[] {
  return [`  | ${text}`, `  ${paint.dim(`  ${command}`)}`];
}

function drawFix({ advice, steps }: Fix, paint: TextPaint): readonly string[] {
  return [
    `  ${paint.bold('to mend it:')} ${advice}`,
    ...steps.flatMap(({ place, argv, undoArgv }) => [
      `    on ${places[place]}: ${quoteArgv(argv)}`,
      ...(undoArgv === null ? [] : [paint.dim(`    taken back by: ${quoteArgv(undoArgv)}`)]),
    ]),
  ];
}

function drawDoubts({ doubts }: Diagnosis, paint: TextPaint): readonly string[] {
  return doubts.flatMap(({ sentence, evidence }: Doubt) => [
    '',
    `${paint.yellow('not judged')} ${sentence}`,
    ...evidence.flatMap((line) => drawEvidence(line, paint)),
  ]);
}
