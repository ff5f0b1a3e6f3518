import { createHash } from 'node:crypto';
import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import type { KnownHosts } from '#core/ports/known-hosts.ts';
import { problem } from './explain-connect-failure.ts';
import type { HopRefusal } from './hop.ts';

export type HostKeyVerdict = { readonly kind: 'accepted' } | HopRefusal;

/** As `ssh-keygen -lf` prints it. */
export function toFingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The key type is the first string of the blob (RFC 4253, 6.6). */
export function toKeyType(key: Uint8Array): string {
  const blob = Buffer.from(key);
  return blob.length < 4 ? 'unknown' : blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1');
}

/** Compares the offered key with what is remembered. A key the person accepted by its fingerprint is remembered here. */
export async function checkHostKey(
  target: SshTarget,
  key: Uint8Array,
  knownHosts: KnownHosts,
  acceptedFingerprints: readonly string[],
): Promise<HostKeyVerdict> {
  const verdict = await knownHosts.check(target.address, target.port, key);
  const fingerprint = toFingerprint(key);
  const name = describeTarget(target);
  switch (verdict.kind) {
    case 'match':
      return { kind: 'accepted' };
    case 'revoked':
      return { kind: 'failed', problem: revoked(target.address, fingerprint, verdict) };
    case 'changed':
      return {
        kind: 'changed-host-key',
        change: {
          target: name,
          keyType: toKeyType(key),
          offeredFingerprint: fingerprint,
          knownFingerprints: verdict.fingerprints,
          knownHostsPath: verdict.path,
          knownHostsLines: verdict.lines,
        },
      };
    case 'unknown':
      if (acceptedFingerprints.includes(fingerprint)) {
        await knownHosts.remember(target.address, target.port, key);
        return { kind: 'accepted' };
      }
      return {
        kind: 'question',
        question: {
          kind: 'unknown-host-key',
          target: name,
          keyType: toKeyType(key),
          fingerprint,
          otherTypeKnown: verdict.otherTypeKnown,
        },
      };
  }
}

function revoked(address: string, fingerprint: string, at: { readonly path: string; readonly line: number }) {
  return problem(
    'host-key-revoked',
    `${address} offers a key that is marked as revoked: somebody may have stolen it`,
    'Do not log in. Ask who runs the host for its new key; the mark is in known_hosts.',
    `${fingerprint}\n${at.path} line ${at.line}: @revoked`,
  );
}
