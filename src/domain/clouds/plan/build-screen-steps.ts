import { getMachinePaths } from '../../machines/machine-paths.ts';
import type { OptionNote, PlanStep } from '../../plans/plan.ts';
import { getInstallPaths, getKeysPaths, getSecretsPath } from '../install-paths.ts';
import { listSecretsOf, toArguments, type ScreenInstruction } from '../screen/screen-instruction.ts';
import type { MachineLaunch } from './build-install-steps.ts';

/** Chooses the entry of the boot menu, as soon as the screen shows the menu. */
export function buildMenuStep(launch: MachineLaunch, instructions: readonly ScreenInstruction[]): PlanStep {
  const { name } = launch.draft;
  return buildStep(launch, instructions, {
    what: 'menu',
    id: 'drive-menu',
    title: `Choose the entry in the boot menu of ${name}`,
    notes: [
      {
        option: 'drive-screen.sh',
        explanation:
          'Reads the screen, and presses a key only for what it shows: it does not matter how long the menu takes to come.',
      },
    ],
  });
}

/** The steps that come before the machine is installed need not hold any more once it is. */
export function buildAnswersStep(launch: MachineLaunch, instructions: readonly ScreenInstruction[]): PlanStep {
  const { name } = launch.draft;
  const hasSecret = listSecretsOf(instructions).length > 0;
  return buildStep(launch, instructions, {
    what: 'answers',
    id: 'answer-questions',
    title: `Answer the questions of the installer of ${name}`,
    notes: [
      { option: 'ask', explanation: 'The last line of the screen must begin with these words before the answer is typed.' },
      ...(hasSecret
        ? [
            {
              option: 'secret',
              explanation: 'Its keys lie on the host for root alone until they are typed. They are told nowhere.',
            },
          ]
        : []),
    ],
  });
}

interface ScreenWork {
  readonly what: string;
  readonly id: string;
  readonly title: string;
  readonly notes: readonly OptionNote[];
}

function buildStep(
  { draft: { name }, identity, paths }: MachineLaunch,
  instructions: readonly ScreenInstruction[],
  { what, id, title, notes }: ScreenWork,
): PlanStep {
  const { control, serialLog, events } = getMachinePaths(name, paths);
  const { log, position } = getKeysPaths(name, what, paths);
  const secrets = listSecretsOf(instructions).length > 0 ? getSecretsPath(identity.operationId, paths) : '-';
  const files = [control, serialLog, log, position, secrets];
  return {
    id,
    title,
    action: {
      kind: 'run',
      argv: [
        'drive-screen.sh',
        name,
        identity.uuid,
        getInstallPaths(name, paths).installed,
        events,
        ...files,
        ...instructions.flatMap(toArguments),
      ],
    },
    notes: [...notes, { option: log, explanation: 'Here stands which keys were pressed when.' }],
    check: null,
    undo: null,
    isCancellable: true,
    letsOthers: true,
    onInterruption: 'run-again',
  };
}
