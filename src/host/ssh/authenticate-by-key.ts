import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import {
  listMethods,
  stop,
  stopAtSecondFactor,
  stopDenied,
  stopNotOffered,
  type Authentication,
  type AuthStep,
} from './authentication.ts';
import { chooseSecret } from './choose-secret.ts';
import type { ConnectorDependencies, HopRefusal, HopRequest } from './hop.ts';
import { readPrivateKey, type KeyReading } from './read-private-key.ts';
import type { SshKey } from './ssh2.ts';

export type KeyTarget = SshTarget & { readonly auth: { readonly kind: 'key'; readonly path: string } };

/** The file is looked at before anything is sent; a passphrase is asked only when the host key is known and sshd takes keys. */
export async function authenticateByKey(
  target: KeyTarget,
  request: HopRequest,
  { keyFiles, secrets }: ConnectorDependencies,
): Promise<Authentication | HopRefusal> {
  const { path } = target.auth;
  const text = await keyFiles.read(path);
  const first = readPrivateKey(path, text, null);
  if (first.kind === 'unusable') {
    return { kind: 'failed', problem: first.problem };
  }
  let wasOffered = false;
  return async (offer) => {
    if (offer.partly) {
      return stopAtSecondFactor(target, offer);
    }
    if (wasOffered) {
      return stopDenied(
        `${describeTarget(target)} did not accept the key ${path}; it offers: ${listMethods(offer)}`,
        `Add the public key to ~${target.user}/.ssh/authorized_keys there (ssh-copy-id -i ${path} ${target.user}@${target.address}), and check that the user name is right.`,
      );
    }
    if (!offer.methods.includes('publickey')) {
      return stopNotOffered(target, offer, 'keys');
    }
    wasOffered = true;
    return first.kind === 'usable' ? offerKey(target, first.key) : unlock(target, text);
  };

  async function unlock(locked: KeyTarget, keyText: string): Promise<AuthStep> {
    const passphrase = await chooseSecret(locked, 'passphrase', request.answers, secrets);
    const reading: KeyReading = passphrase ? readPrivateKey(path, keyText, passphrase.value) : { kind: 'encrypted' };
    switch (reading.kind) {
      case 'usable':
        return offerKey(locked, reading.key);
      case 'unusable':
        return stop({ kind: 'failed', problem: reading.problem });
      case 'encrypted':
        return stop({
          kind: 'question',
          question: { kind: 'passphrase', target: describeTarget(locked), keyPath: path, wrongBefore: false },
        });
      case 'wrong-passphrase':
        await passphrase?.wasWrong();
        return stop({
          kind: 'question',
          question: { kind: 'passphrase', target: describeTarget(locked), keyPath: path, wrongBefore: true },
        });
    }
  }
}

function offerKey({ user }: SshTarget, key: SshKey): AuthStep {
  return { kind: 'offer', method: { type: 'publickey', username: user, key } };
}
