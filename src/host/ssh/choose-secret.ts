import { buildSecretKey } from '#domain/hosts/build-secret-key.ts';
import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import type { ConnectAnswers, ConnectSecret } from '#domain/hosts/connection.ts';
import type { SecretStore } from '#core/ports/stores.ts';

/** One secret for one attempt: what the person just gave goes before what the keychain holds. */
export interface ChosenSecret {
  readonly value: string;
  /** Called when sshd or the key refused it: a kept secret that fails is kept no longer. */
  wasWrong(): Promise<void>;
}

export async function chooseSecret(
  hop: SshTarget,
  wanted: ConnectSecret['kind'],
  answers: ConnectAnswers,
  secrets: SecretStore,
): Promise<ChosenSecret | null> {
  // The last answer counts: a second try is added after the first.
  const given = answers.secrets.findLast(({ target, kind }) => target === describeTarget(hop) && kind === wanted);
  if (given) {
    return { value: given.value, wasWrong: () => Promise.resolve() };
  }
  const storeKey = buildSecretKey(hop, wanted);
  const kept = await secrets.get(storeKey);
  return kept === null ? null : { value: kept, wasWrong: () => secrets.remove(storeKey) };
}
