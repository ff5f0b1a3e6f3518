import { formatIpv4 } from '../../addressing/ipv4.ts';
import { getMachinePaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { PlanStep } from '../../plans/plan.ts';
import { isForRole } from '../../recipes/find-role.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { toLineExpression } from '../to-line-expression.ts';
import type { CloudMachine } from '../cloud.ts';
import { getInstallPaths } from '../install-paths.ts';

/** FastStart needs half an hour on a good host; an emulated one several times that. */
export const installLimitSeconds = 3 * 3_600;
/** From the first start to the last service. */
export const readyLimitSeconds = 3_600;
/** Where a person installs: a working day. */
export const attendedLimitSeconds = 8 * 3_600;

export interface WaitInput {
  readonly machine: CloudMachine;
  readonly uuid: string;
  readonly recipe: Recipe;
  readonly paths: HostPaths;
}

/** Until the installer restarts the machine. */
export function buildInstallWait({ machine: { name, role }, uuid, recipe, paths }: WaitInput): PlanStep {
  const { events, serialLog } = getMachinePaths(name, paths);
  const failures = recipe.milestones.flatMap((milestone) =>
    milestone.stage === 'failed' && milestone.sign.kind === 'serial' && isForRole(milestone, role)
      ? [toLineExpression(milestone.sign.line)]
      : [],
  );
  return {
    id: 'wait-for-install',
    title: `Wait until ${name} is installed, at most ${installLimitSeconds / 3_600} hours`,
    action: {
      kind: 'run',
      argv: ['wait-for-install.sh', name, String(installLimitSeconds), uuid, events, serialLog, ...failures],
    },
    notes: [
      {
        option: events,
        explanation:
          "Here QEMU says why it ended: the installer's restart is the sign that it is done. Others may use the host meanwhile.",
      },
      ...failures.map((failure) => ({ option: failure, explanation: 'A line of the console that says that it gave up.' })),
    ],
    check: null,
    undo: null,
    isCancellable: true,
    letsOthers: true,
    onInterruption: 'run-again',
  };
}

/** Marks the machine as installed, and takes away what the installer was given. */
export function buildFinishInstall(name: string, paths: HostPaths): PlanStep {
  const { installed, folder } = getInstallPaths(name, paths);
  return {
    id: 'finish-install',
    title: `Remove what the installer of ${name} was given`,
    action: { kind: 'run', argv: ['finish-install.sh', installed, folder] },
    notes: [
      { option: installed, explanation: 'Says from now on that it is installed.' },
      { option: folder, explanation: 'Kernel, initrd and answers.' },
    ],
    check: ['test', '-e', installed],
    undo: null,
    onInterruption: 'run-again',
  };
}

export interface ReadyWish {
  readonly limitSeconds: number;
  /** Another machine needs it; else a machine that is late is no reason to take the cloud back. */
  readonly isNeeded: boolean;
}

/** null where the recipe has nothing that the host could look at. */
export function buildReadyWait(input: WaitInput, { limitSeconds, isNeeded }: ReadyWish): PlanStep | null {
  const { machine, uuid, recipe, paths } = input;
  const checks = listChecks(machine, recipe, { isNeeded });
  if (checks.length === 0) {
    return null;
  }
  const { serialLog } = getMachinePaths(machine.name, paths);
  const soft = isNeeded ? [] : ['--soft'];
  return {
    id: 'wait-until-ready',
    title: `Wait until ${machine.name} is ready, at most ${describeLimit(limitSeconds)}`,
    action: {
      kind: 'run',
      argv: ['wait-until-ready.sh', machine.name, String(limitSeconds), uuid, serialLog, ...soft, ...checks.flat()],
    },
    notes: checks.map((check) => ({
      option: check.join(' '),
      explanation: check[0] === 'tcp' ? 'Asked from the host, over its bridge.' : 'A line of its serial console.',
    })),
    check: null,
    undo: null,
    isCancellable: true,
    letsOthers: true,
    onInterruption: 'run-again',
  };
}

/**
 * What of the recipe's health checks the host itself can see. Checks over ssh are for the laptop, which has a key. A role that is
 * finished over ssh afterwards has its services only then, so who waits for it waits for ssh alone.
 */
function listChecks(
  { role, address }: CloudMachine,
  recipe: Recipe,
  { isNeeded }: Pick<ReadyWish, 'isNeeded'>,
): readonly (readonly string[])[] {
  const ip = formatIpv4(address);
  const isFinishedLater = recipe.finish.some((step) => step.role === role);
  const all = recipe.health
    .filter((one) => isForRole(one, role))
    .flatMap(({ check }): string[][] => {
      switch (check.kind) {
        case 'tcp':
          return [['tcp', ip, String(check.port)]];
        case 'http': {
          const port = findPort(check.url);
          return port === null ? [] : [['tcp', ip, port]];
        }
        case 'serial':
          return [['line', toLineExpression(check.line)]];
        case 'ssh':
          return [];
      }
    });
  const wanted = isNeeded && isFinishedLater ? all.filter(([, , port]) => port === '22') : all;
  return wanted.filter((check, at) => wanted.findIndex((other) => other.join(' ') === check.join(' ')) === at);
}

/** Only of addresses that are the machine's own. */
function findPort(url: string): string | null {
  const [, scheme, port] = /^(https?):\/\/\{\{\s*machine\.ip\s*\}\}(?::(\d{1,5}))?(?:\/|$)/.exec(url) ?? [];
  return scheme === undefined ? null : (port ?? (scheme === 'https' ? '443' : '80'));
}

function describeLimit(seconds: number): string {
  return seconds === 3_600 ? 'one hour' : `${seconds / 3_600} hours`;
}
