import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import type { ConnectAnswers, ConnectSecret } from '#domain/hosts/connection.ts';
import type { SecretStore } from '#core/ports/stores.ts';

/** One secret for one attempt: what the person just gave goes before what the keychain holds. */
export interface ChosenSecret {
  readonly value: string;
  /** Called when sshd or the key refused it: a kept secret that fails is kept no longer. */
  wasWrong(): Promise<void>;
}

export async function choosePassword(
  target: SshTarget,
  answers: ConnectAnswers,
  secrets: SecretStore,
): Promise<ChosenSecret | null> {
  return choose(answers, { target: describeTarget(target), kind: 'password' }, `password:${describeTarget(target)}`, secrets);
}

export async function choosePassphrase(
  target: SshTarget & { readonly auth: { readonly kind: 'key'; readonly path: string } },
  answers: ConnectAnswers,
  secrets: SecretStore,
): Promise<ChosenSecret | null> {
  const name = describeTarget(target);
  return choose(answers, { target: name, kind: 'passphrase' }, `passphrase:${name}:${target.auth.path}`, secrets);
}

async function choose(
  answers: ConnectAnswers,
  wanted: Omit<ConnectSecret, 'value'>,
  storeKey: string,
  secrets: SecretStore,
): Promise<ChosenSecret | null> {
  // The last answer counts: a second try is added after the first.
  const given = answers.secrets.findLast(({ target, kind }) => target === wanted.target && kind === wanted.kind);
  if (given) {
    return { value: given.value, wasWrong: () => Promise.resolve() };
  }
  const kept = await secrets.get(storeKey);
  return kept === null ? null : { value: kept, wasWrong: () => secrets.remove(storeKey) };
}
