import { describeTarget, type SshTarget } from './host.ts';
import type { ConnectSecret } from './connection.ts';

/** Under which name a secret of one target is kept in the keychain. A passphrase belongs to its key file as well. */
export function buildSecretKey(target: SshTarget, kind: ConnectSecret['kind']): string {
  const name = `${kind}:${describeTarget(target)}`;
  return kind === 'passphrase' && target.auth.kind === 'key' ? `${name}:${target.auth.path}` : name;
}
