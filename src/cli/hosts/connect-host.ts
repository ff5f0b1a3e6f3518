import { ApiError } from '#contract/api-error.ts';
import type { ConnectSecret, HostKeyChange } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault } from '../command-fault.ts';
import type { Invocation } from '../invocation.ts';
import { answerQuestion, type Answer } from './answer-question.ts';

/** Far more than a host with four jumps asks; a host that never stops asking must not hang a script. */
const maxQuestions = 24;

/** Connects, answering what comes up from the options or by asking. Returns when the connection stands. */
export async function connectHost(invocation: Invocation, host: Host): Promise<void> {
  const { client } = await invocation.session();
  const { signal } = invocation;
  let fingerprints = [...invocation.acceptedFingerprints];
  let secrets: readonly ConnectSecret[] = [];
  const answerFromInput = createInputAnswers(invocation);

  for (let asked = 0; asked < maxQuestions; asked += 1) {
    const answers = { acceptedFingerprints: fingerprints, secrets: [...secrets], remember: false };
    const outcome = await client.hosts.connect({ hostId: host.id, answers }, { signal });
    switch (outcome.kind) {
      case 'connected':
        return;
      case 'failed':
        throw new ApiError(outcome.problem);
      case 'changed-host-key':
        throw changedKeyFault(outcome.change);
      case 'question': {
        const answer = await answerQuestion(invocation, outcome.question, answerFromInput);
        fingerprints = answer.kind === 'fingerprint' ? [...fingerprints, answer.fingerprint] : fingerprints;
        secrets = answer.kind === 'secret' ? replaceSecret(secrets, answer) : secrets;
        break;
      }
      default:
        return unreachable(outcome, 'outcome of connecting');
    }
  }
  throw new CommandFault('denied', `${host.name} asks again and again; Nutshell gave up.`, 'Try `ssh -v` to see what it wants.');
}

function replaceSecret(secrets: readonly ConnectSecret[], { secret }: Extract<Answer, { kind: 'secret' }>): ConnectSecret[] {
  return [...secrets.filter(({ target, kind }) => target !== secret.target || kind !== secret.kind), secret];
}

/** Hands out the lines of --password-stdin in the order of the questions; null when they are used up. */
function createInputAnswers(invocation: Invocation): () => Promise<string | null> {
  let lines: Promise<readonly string[]> | null = null;
  let taken = 0;
  return async () => {
    lines ??= invocation.readSecrets();
    return (await lines)[taken++] ?? null;
  };
}

export function changedKeyFault(change: HostKeyChange): CommandFault {
  const known = change.knownFingerprints.join(', ');
  const lines = change.knownHostsLines.join(', ');
  return new CommandFault(
    'host-key-changed',
    `The key of ${change.target} has changed. It offers ${change.keyType} ${change.offeredFingerprint}; known is ${known}.`,
    'Somebody may be listening in, or the host was installed anew. Ask whoever runs it for its fingerprint; only if the offered ' +
      `one is right, remove line ${lines} of ${change.knownHostsPath} and connect again.`,
  );
}
