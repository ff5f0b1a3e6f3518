import { ApiError } from '#contract/api-error.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import type { ConnectOutcome, ConnectSecret } from '#domain/hosts/connection.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { answerQuestion } from '../hosts/answer-question.ts';
import { changedKeyFault } from '../hosts/connect-host.ts';
import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { readTextFile } from '../read-text-file.ts';

export interface MachineLoginOptions {
  readonly machine?: string;
  readonly user?: string;
  readonly key?: string;
  readonly agent?: boolean;
  readonly passwordFile?: string;
}

/** Far more than a machine asks: its key, and a password twice. */
const maxQuestions = 8;

export function addMachineLoginOptions(command: Command): Command {
  return command
    .option('--machine <name>', 'Log in to this machine of the cloud, and not to the one that its recipe names')
    .option('--user <name>', 'Log in as this user; without it as the recipe says')
    .option('--key <file>', 'Log in with this private key')
    .option('--agent', 'Log in with a key of the agent')
    .option('--password-file <file>', 'The password is the first line of this file; - is standard input');
}

type Refusal = Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

/** Asks the back end until it needs no more answers about the machine; they come from the options, or from the person. */
export async function logInToMachine<Answer extends { readonly kind: string }>(
  invocation: Invocation,
  options: MachineLoginOptions,
  ask: (login: MachineLogin) => Promise<Answer | Refusal>,
): Promise<Exclude<Answer, Refusal>> {
  const { machine, user } = options;
  const auth = toAuth(options);
  const nextLine = createPasswordLine(invocation, options.passwordFile);
  let acceptedFingerprints = [...invocation.acceptedFingerprints];
  let secrets: ConnectSecret[] = [];
  for (let asked = 0; asked < maxQuestions; asked += 1) {
    const answers = { acceptedFingerprints, secrets, remember: true };
    const outcome = await ask({
      ...(machine !== undefined && { machine }),
      ...(user !== undefined && { user }),
      ...auth,
      answers,
    });
    if (!isRefusal(outcome)) {
      return outcome as Exclude<Answer, Refusal>;
    }
    if (outcome.kind !== 'question') {
      throw outcome.kind === 'failed' ? new ApiError(outcome.problem) : changedKeyFault(outcome.change);
    }
    const answer = await answerQuestion(invocation, outcome.question, nextLine);
    if (answer.kind === 'fingerprint') {
      acceptedFingerprints = [...acceptedFingerprints, answer.fingerprint];
    } else {
      secrets = [...secrets, answer.secret];
    }
  }
  throw new CommandFault('denied', 'The machine asks again and again; Nutshell gave up.', 'Try `ssh -v` to see what it wants.');
}

function isRefusal(outcome: { readonly kind: string }): outcome is Refusal {
  return ['question', 'changed-host-key', 'failed'].includes(outcome.kind);
}

function toAuth({ key, agent, passwordFile }: MachineLoginOptions): Pick<MachineLogin, 'auth'> {
  if ([key, agent, passwordFile].filter((one) => one !== undefined).length > 1) {
    throw usageFault('Give one of --key, --agent and --password-file.');
  }
  if (key !== undefined) {
    return { auth: { kind: 'key', path: key } };
  }
  return agent === true ? { auth: { kind: 'agent' } } : {};
}

/** The password once; a machine that refuses it is not given it again. */
function createPasswordLine({ readInput, readSecrets }: Invocation, file: string | undefined): () => Promise<string | null> {
  let taken = 0;
  let lines: readonly string[] | null = null;
  return async () => {
    lines ??=
      file === undefined ? await readSecrets() : [firstLine(file === '-' ? await readInput() : await readTextFile(file), file)];
    return lines[taken++] ?? null;
  };
}

function firstLine(text: string, file: string): string {
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') {
    throw usageFault(`The first line of ${file === '-' ? 'standard input' : file} is empty; the password belongs there.`);
  }
  return line;
}
