import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** One key line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). Lines count from 1. */
export interface KnownHostLine {
  readonly line: number;
  readonly marker: 'none' | 'revoked' | 'cert-authority' | 'other';
  readonly hosts: string;
  readonly keyType: string;
  readonly key: Buffer;
}

/** Comments, empty lines and lines that are no key are passed over, as ssh does. */
export function parseKnownHosts(text: string): readonly KnownHostLine[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const words = raw.trim().split(/[ \t]+/);
    const marker = words[0]?.startsWith('@') === true ? toMarker(words.shift()) : 'none';
    const [hosts, keyType, encoded] = words;
    if (hosts === undefined || hosts.startsWith('#') || keyType === undefined || encoded === undefined) {
      return [];
    }
    const key = Buffer.from(encoded, 'base64');
    return toKeyType(key) === keyType ? [{ line: index + 1, marker, hosts, keyType, key }] : [];
  });
}

/** Port 22 is known by the bare name, any other as [name]:port. Names have no case. */
export function toKnownName(address: string, port: number): string {
  return (port === 22 ? address : `[${address}]:${port}`).toLowerCase();
}

/** Plain, `|1|salt|hash`, wildcards (* and ?) and negation; one negated pattern that fits rules the line out. */
export function isLineFor({ hosts }: KnownHostLine, name: string): boolean {
  if (hosts.startsWith('|1|')) {
    return isHashOf(hosts, name);
  }
  const patterns = hosts.toLowerCase().split(',');
  return (
    patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern, name)) &&
    !patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1), name))
  );
}

/** The key type is the first string of the blob (RFC 4253, 6.6); empty where it is no key. */
export function toKeyType(key: Buffer): string {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0);
  return length > 64 || length > key.length - 4 ? '' : key.toString('latin1', 4, 4 + length);
}

/** As `ssh-keygen -lf` prints it. */
export function toFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function toMarker(word: string | undefined): KnownHostLine['marker'] {
  switch (word) {
    case '@revoked':
      return 'revoked';
    case '@cert-authority':
      return 'cert-authority';
    default:
      return 'other';
  }
}

function isHashOf(hosts: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hosts.split('|');
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function fits(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
}
