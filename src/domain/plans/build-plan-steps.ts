import { quoteArgv } from '../shell/quote-argv.ts';
import { unreachable } from '../unreachable.ts';
import { isHostScript } from './host-script.ts';
import type { OptionNote, Plan, PlanCommand, PlanStep, StepAction } from './plan.ts';

/** A longer command line is broken before each of its options. */
const lineWidth = 100;

/**
 * The steps of a plan as POSIX shell: functions run_N, check_N and undo_N with what a runner must know beside them. The runner on
 * the host and the script that a person copies both read this very text, so that they cannot differ. Whoever runs it sets
 * `$scripts`, the folder with the scripts of listHostScripts.
 */
export function buildPlanSteps(plan: Plan): string {
  const head = [
    `plan_title=${quote(plan.title)}`,
    `plan_exclusion=${plan.exclusion}`,
    `plan_undoable_until=${plan.undoableUntilEpochMs ?? 0}`,
    `step_count=${plan.steps.length}`,
    '',
    writeFileFunction,
  ];
  return [...head, ...plan.steps.map((step, index) => toStep(step, index + 1, plan.steps.length))].join('\n');
}

const writeFileFunction = `# Writes beside the file and renames: a reader sees the old text or the new, never half of it. PATH MODE TEXT
write_file() {
  complaint=$(printf '%s' "$3" | dd of="$1.new" bs=65536 conv=fsync 2>&1) && chmod "$2" "$1.new" && mv -f "$1.new" "$1" && return 0
  printf '%s\\n' "$complaint" >&2
  rm -f "$1.new"
  return 1
}
`;

function toStep(step: PlanStep, number: number, count: number): string {
  const { action, check, undo } = step;
  return [
    toComment(`${number} of ${count}: ${step.title}`),
    ...step.notes.map(toNote),
    `step_id_${number}=${quote(step.id)}`,
    `step_title_${number}=${quote(step.title)}`,
    `step_kind_${number}=${action.kind}`,
    `step_program_${number}=${quote(nameProgram(action))}`,
    `step_refusal_${number}=${quote(action.kind === 'guard' ? action.refusal : '')}`,
    `step_is_cancellable_${number}=${step.isCancellable ? '1' : '0'}`,
    `step_lets_others_${number}=${step.letsOthers ? '1' : '0'}`,
    `step_on_interruption_${number}=${step.onInterruption ?? 'undo-first'}`,
    `step_has_check_${number}=${check ? '1' : '0'}`,
    toFunction(`run_${number}`, toBody(action)),
    toFunction(`check_${number}`, check ? toCommand(check) : ':'),
    `undo_title_${number}=${quote(undo?.title ?? '')}`,
    `undo_covers_failure_${number}=${undo?.coversFailure ? '1' : '0'}`,
    ...(undo ? [toFunction(`undo_${number}`, toCommand(undo.argv))] : []),
    '',
  ].join('\n');
}

function toBody(action: StepAction): string {
  switch (action.kind) {
    case 'run':
      return action.errorLog === undefined ? toCommand(action.argv) : toLoggedCommand(action.argv, action.errorLog);
    case 'guard':
      return toCommand([action.script, ...action.args]);
    case 'write-file':
      return `write_file ${quoteArgv([action.path, action.mode])} ${quote(action.content)}`;
    default:
      return unreachable(action, 'step action');
  }
}

function toLoggedCommand(argv: PlanCommand, errorLog: string): string {
  const tail = `tail -n 20 ${quote(errorLog)} >&2 2>/dev/null`;
  return `${toCommand(argv)} || {\n    code=$?\n    ${tail}\n    return "$code"\n  }`;
}

function nameProgram(action: StepAction): string {
  const program = action.kind === 'run' ? (action.argv[0] ?? '') : action.kind === 'guard' ? action.script : 'Writing the file';
  return program.slice(program.lastIndexOf('/') + 1);
}

function toCommand(argv: PlanCommand): string {
  const [program = ':', ...args] = argv;
  const words = [
    isHostScript(program) ? `sh "$scripts"/${program}` : quoteArgv([program]),
    ...args.map((arg) => quoteArgv([arg])),
  ];
  const line = words.join(' ');
  return line.length <= lineWidth
    ? line
    : words.map((word, index) => (index > 0 && word.startsWith('-') ? `\\\n    ${word}` : word)).join(' ');
}

function toFunction(name: string, body: string): string {
  return `${name}() {\n  ${body}\n}`;
}

function toNote({ option, explanation }: OptionNote): string {
  return toComment(`  ${option}  ${explanation}`);
}

/** A comment ends with its line, so what it says must not: every control character becomes a blank. */
export function toComment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')}`;
}

/** Quoted even where it need not be: values that look alike are read more easily, and by shellcheck. */
function quote(word: string): string {
  const quoted = quoteArgv([word]);
  return quoted === word ? `'${word}'` : quoted;
}
