import type { Plan, PlanStep } from '../plans/plan.ts';
import { quoteArgv } from '../shell/quote-argv.ts';
import type { Finding, Fix, FixStep } from './causes/cause.ts';
import type { DiagnosedChain } from './diagnose-machine.ts';

/** What mends a path does not outlast a restart of the host, and the journal is kept longer than that. */
const undoableMs = 7 * 86_400_000;

export interface FixWish {
  readonly machine: string;
  /** As the diagnosis names it, for instance host-bridge-down. */
  readonly causeId: string;
  /** Of a diagnosis that was made just now. */
  readonly chains: readonly DiagnosedChain[];
  /** By the host's clock. */
  readonly nowEpochMs: number;
}

export interface FixPlan {
  readonly plan: Plan;
  /** Why it is not done; then the plan has no steps. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
}

/**
 * The commands that mend a cause, as a change of the host that can be taken back. Only what is mended on the host itself: Nutshell runs
 * nothing inside machines.
 */
export function buildFixPlan({ machine, causeId, chains, nowEpochMs }: FixWish): FixPlan {
  const findings = chains.flatMap(({ diagnosis }) => diagnosis.findings).filter((finding) => finding.causeId === causeId);
  const steps = dropRepeated(findings.flatMap(({ fix }) => fix.steps.map((step) => ({ ...step, title: nameStep(step, fix) }))));
  const refusal = refuse(findings, steps, machine, causeId);
  const isUndoable = steps.some(({ undoArgv }) => undoArgv !== null);
  const devices = [...new Set(findings.map(({ device }) => device))];
  const plan: Plan = {
    title: `Mend ${devices.length === 0 ? causeId : devices.join(', ')} on the path of ${machine}`,
    subject: machine,
    target: { kind: 'machine', name: machine },
    exclusion: 'host',
    undoableUntilEpochMs: isUndoable && refusal === null ? nowEpochMs + undoableMs : null,
    steps: refusal === null ? steps.map(toPlanStep) : [],
  };
  return { plan, refusal, warnings: refusal === null ? listWarnings(findings, steps) : [] };
}

interface NamedStep extends FixStep {
  readonly title: string;
}

/** Advice that is one sentence about one command says what the command does. */
function nameStep({ argv }: FixStep, { advice, steps }: Fix): string {
  return steps.length === 1 && isOneSentence(advice) ? advice.replace(/\.$/, '') : quoteArgv(argv);
}

function isOneSentence(text: string): boolean {
  return !/[.:;] /.test(text);
}

/** Several cards of a machine may suffer from the same thing. */
function dropRepeated(steps: readonly NamedStep[]): readonly NamedStep[] {
  const seen = new Set<string>();
  return steps.filter(({ place, argv }) => {
    const key = JSON.stringify([place, argv]);
    return seen.has(key) ? false : seen.add(key);
  });
}

function refuse(findings: readonly Finding[], steps: readonly FixStep[], machine: string, causeId: string): string | null {
  if (findings.length === 0) {
    return `${causeId} was not found on the path of ${machine} now. It may be mended already: diagnose the path again, without a fix.`;
  }
  if (steps.length === 0) {
    return `No command mends this. ${findings.map(({ fix }) => fix.advice).join(' ')}`;
  }
  const elsewhere = steps.filter(({ place }) => place !== 'host');
  return elsewhere.length === 0
    ? null
    : `This is mended inside the ${elsewhere[0]?.place === 'nested' ? 'instance' : 'machine'}, where Nutshell runs nothing. Type it there: ${elsewhere.map(({ argv }) => quoteArgv(argv)).join('; ')}`;
}

function toPlanStep({ argv, undoArgv, title }: NamedStep, index: number): PlanStep {
  return {
    id: `mend-${index + 1}`,
    title,
    action: { kind: 'run', argv },
    notes: [],
    check: null,
    undo: undoArgv === null ? null : { title: quoteArgv(undoArgv), argv: undoArgv },
  };
}

function listWarnings(findings: readonly Finding[], steps: readonly FixStep[]): readonly string[] {
  const advice = new Set(findings.map(({ fix }) => fix.advice).filter((text) => !isOneSentence(text)));
  const lasts = 'It holds until the host restarts, or whatever set it so sets it again.';
  const final = steps.some(({ undoArgv }) => undoArgv === null)
    ? ['How it was before is not known, so not all of it can be undone.']
    : [];
  return [...advice, lasts, ...final];
}
