import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import { stop, stopAtSecondFactor, stopDenied, stopNotOffered, type Authentication, type AuthStep } from './authentication.ts';
import { chooseSecret, type ChosenSecret } from './choose-secret.ts';
import type { ConnectorDependencies, HopRequest } from './hop.ts';
import type { AuthMethod } from './ssh2.ts';

/** The password goes out once: as `password`, or where sshd asks only interactively as the answer to its one prompt. */
export function authenticateByPassword(
  target: SshTarget,
  request: HopRequest,
  { secrets }: ConnectorDependencies,
): Authentication {
  const name = describeTarget(target);
  let tried: ChosenSecret | null = null;
  let strangePrompt: string | null = null;

  const ask = (wrongBefore: boolean): AuthStep =>
    stop({ kind: 'question', question: { kind: 'password', target: name, wrongBefore } });

  return async (offer) => {
    if (offer.partly) {
      return stopAtSecondFactor(target, offer);
    }
    if (strangePrompt !== null) {
      return stopDenied(
        `${name} asks for more than a password: ${strangePrompt}`,
        'Nutshell cannot answer that. Log in with a key instead.',
      );
    }
    if (tried) {
      await tried.wasWrong();
      return ask(true);
    }
    const method = offer.methods.find((each) => each === 'password' || each === 'keyboard-interactive');
    if (method === undefined) {
      return stopNotOffered(target, offer, 'passwords');
    }
    tried = await chooseSecret(target, 'password', request.answers, secrets);
    if (!tried) {
      return ask(false);
    }
    const usesPrompt = !offer.methods.includes('password');
    return {
      kind: 'offer',
      method: usesPrompt ? byPrompt(target, tried.value, (prompt) => (strangePrompt = prompt)) : byPassword(target, tried.value),
    };
  };
}

function byPassword({ user }: SshTarget, password: string): AuthMethod {
  return { type: 'password', username: user, password };
}

/** Answers exactly one hidden prompt. A second one, or one that echoes, is a code or a question that the password must not go to. */
function byPrompt({ user }: SshTarget, password: string, onStrangePrompt: (prompt: string) => void): AuthMethod {
  let answered = false;
  return {
    type: 'keyboard-interactive',
    username: user,
    prompt: (...[, , , prompts, finish]) => {
      const strange = answered ? prompts[0] : (prompts[1] ?? prompts.find(({ echo }) => echo === true));
      if (strange) {
        onStrangePrompt(strange.prompt.trim());
        finish(prompts.map(() => ''));
        return;
      }
      answered = true;
      finish([password]);
    },
  };
}
