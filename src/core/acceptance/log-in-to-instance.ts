import type { SshTarget } from '#domain/hosts/host.ts';
import type { ConnectAttempt, HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';
import type { AcceptanceTools } from './acceptance-tools.ts';
import { need, type StepContext, type Trial } from './trial.ts';
import { waitUntil } from './wait-until.ts';

const everyMs = 4_000;

/** How the instance is logged in to: at its public address, with the key that only memory holds. */
export function toInstanceTarget({ made, wish, keyName }: Trial): SshTarget {
  const address = need(made.instance?.publicAddress ?? null, 'public address');
  return { address, port: 22, user: wish.user, auth: { kind: 'key', path: toKeyPath(keyName) } };
}

/** No path of any system: a colon and a blank. It stands in messages, so it says what it is. */
function toKeyPath(keyName: string): string {
  return `(in memory: ${keyName})`;
}

export interface InstanceLogin {
  readonly link: HostLink;
  readonly fingerprint: string;
}

/** Tries until its sshd is there and has the key, within the limit. Its host key is new by nature: the first is taken, and told. */
export async function logInToInstance(
  tools: AcceptanceTools,
  trial: Trial,
  { signal, note }: StepContext,
): Promise<InstanceLogin> {
  const { made, wish, keyName, host } = trial;
  const target = toInstanceTarget(trial);
  const { privateKey } = need(made.key, 'key');
  made.forget.push(tools.heldKeys.hold(toKeyPath(keyName), privateKey), tools.passingHosts.begin(target.address));
  const known = tools.connections.answersOf(host.id);
  let accepted: readonly string[] = [];
  let last = 'nothing was tried';

  const connect = (): Promise<ConnectAttempt> => {
    const answers = { ...known, acceptedFingerprints: [...known.acceptedFingerprints, ...accepted] };
    return tools.connectInside({ host, way: [target], answers, signal });
  };
  const look = async (): Promise<InstanceLogin | null> => {
    const first = await connect();
    const isNew = first.kind === 'question' && first.question.kind === 'unknown-host-key';
    accepted = isNew ? [first.question.fingerprint] : accepted;
    const attempt = isNew ? await connect() : first;
    if (attempt.kind === 'connected') {
      return { link: attempt.link, fingerprint: accepted.at(-1) ?? 'not told' };
    }
    last = describeAttempt(attempt);
    note(last);
    return null;
  };
  return waitUntil({
    ...{ limitMs: wish.limitSeconds * 1000, everyMs, now: tools.environment.now, signal, look },
    giveUp: () =>
      new HostError(
        'unreachable',
        `Nobody could log in to ${wish.user}@${target.address} within ${wish.limitSeconds} seconds: ${last}`,
        {
          hint: `If its image lets in another user than ${wish.user}, name it with --instance-user. Else the console and the trace below say more.`,
        },
      ),
  });
}

function describeAttempt(attempt: Exclude<ConnectAttempt, { kind: 'connected' }>): string {
  switch (attempt.kind) {
    case 'failed':
      return attempt.problem.message;
    case 'question':
      return `It asks for a ${attempt.question.kind}.`;
    case 'changed-host-key':
      return `${attempt.change.target} offers another key than the one that is known.`;
  }
}
