import type { ConnectQuestion, ConnectSecret } from '#domain/hosts/connection.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault } from '../command-fault.ts';
import type { Invocation } from '../invocation.ts';

export type Answer =
  { readonly kind: 'fingerprint'; readonly fingerprint: string } | { readonly kind: 'secret'; readonly secret: ConnectSecret };

type SecretQuestion = Exclude<ConnectQuestion, { kind: 'unknown-host-key' }>;

/** Answers one question: from the options where they have it, else by asking, else with a fault that names the option. */
export async function answerQuestion(
  invocation: Invocation,
  question: ConnectQuestion,
  nextInputLine: () => Promise<string | null>,
): Promise<Answer> {
  if (question.kind === 'unknown-host-key') {
    return { kind: 'fingerprint', fingerprint: await askFingerprint(invocation, question) };
  }
  const fromInput = await nextInputLine();
  const value = fromInput ?? (await askSecret(invocation, question));
  return { kind: 'secret', secret: { target: question.target, kind: question.kind, value } };
}

async function askFingerprint(
  { questions, output }: Invocation,
  question: Extract<ConnectQuestion, { kind: 'unknown-host-key' }>,
): Promise<string> {
  const { fingerprint } = question;
  if (!questions) {
    throw new CommandFault(
      'needs-answer',
      describeQuestion(question),
      `If that is its fingerprint, run this again with --accept-fingerprint ${fingerprint}`,
    );
  }
  output.warn(describeQuestion(question));
  if (question.otherTypeKnown) {
    output.warn('A key of another type is already known for it; compare with special care.');
  }
  const typed = await ask(questions.text('Compare it with what the host itself prints (ssh-keygen -lf). Type yes to trust it:'));
  if (typed.trim() !== 'yes' && typed.trim() !== fingerprint) {
    throw new CommandFault('needs-answer', `The key of ${question.target} was not trusted; nothing was sent to it.`);
  }
  return fingerprint;
}

async function askSecret({ questions }: Invocation, question: SecretQuestion): Promise<string> {
  const subject = describeQuestion(question);
  if (!questions) {
    if (question.wrongBefore) {
      throw new CommandFault('denied', `${subject} What was given is wrong.`, 'Check the line given with --password-stdin.');
    }
    throw new CommandFault('needs-answer', subject, 'Give it on standard input, one line, with --password-stdin.');
  }
  const again = question.wrongBefore ? ' That was wrong; try again:' : '';
  return ask(questions.secret(`${subject}${again}`));
}

async function ask(answer: Promise<string | null>): Promise<string> {
  const text = await answer;
  if (text === null) {
    throw new CommandFault('cancelled', 'Cancelled.');
  }
  return text;
}

/** What a question is about, for a message that cannot ask it. */
export function describeQuestion(question: ConnectQuestion): string {
  switch (question.kind) {
    case 'unknown-host-key':
      return `${question.target} is not known yet. It offers the ${question.keyType} key ${question.fingerprint}.`;
    case 'passphrase':
      return `The key ${question.keyPath} for ${question.target} needs its passphrase.`;
    case 'password':
      return `${question.target} asks for a password.`;
    default:
      return unreachable(question, 'question');
  }
}
