import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createKnownHosts } from '#local/create-known-hosts.ts';
import { isLineFor, parseKnownHosts, toFingerprint, toKnownName } from '#local/parse-known-hosts.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'nutshell-known-'));
const keygen = (...args: readonly string[]): string =>
  execFileSync('ssh-keygen', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const file = (name: string): string => path.join(directory, name);

interface PublicKey {
  readonly text: string;
  readonly blob: Buffer;
}
let keys: Readonly<Record<'one' | 'two' | 'rsa', PublicKey>>;

function aKey(name: string, type: string): PublicKey {
  keygen('-q', '-t', type, '-N', '', '-f', file(name));
  const text = readFileSync(file(`${name}.pub`), 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
  return { text, blob: Buffer.from(text.split(' ')[1] ?? '', 'base64') };
}

function knownHosts(own: string, readOnly = '') {
  const ownPath = file(`own-${Math.random()}`);
  const theirs = file(`theirs-${Math.random()}`);
  writeFileSync(ownPath, own);
  writeFileSync(theirs, readOnly);
  return { ownPath, theirs, store: createKnownHosts({ ownPath, readOnlyPaths: [theirs, file('absent')] }) };
}

beforeAll(() => {
  keys = { one: aKey('one', 'ed25519'), two: aKey('two', 'ed25519'), rsa: aKey('rsa', 'rsa') };
});

describe('known_hosts', () => {
  it('prints fingerprints as ssh-keygen does', () => {
    expect(keygen('-lf', file('one.pub'))).toContain(toFingerprint(keys.one.blob));
  });

  it('finds the lines that ssh-keygen -F finds', () => {
    const patterns = [
      'plain',
      'plain,10.0.0.1',
      '[ported]:2222',
      '*.lab',
      'h?st',
      '*.lab,!bad.lab',
      'UPPER',
      'fe80::1',
      '[fe80::1]:2222',
      'a.b',
    ];
    const names: readonly (readonly [string, number])[] = [
      ...['plain', '10.0.0.1', 'x.lab', 'bad.lab', 'host', 'hoost', 'upper', 'UPPER', 'fe80::1', 'a.b', 'aXb', 'ported'].map(
        (name) => [name, 22] as const,
      ),
      ['ported', 2222],
      ['plain', 2222],
      ['fe80::1', 2222],
    ];
    const text = `# comment\n\nrubbish\n${patterns.map((pattern) => `${pattern} ${keys.one.text}`).join('\n')}\n`;
    writeFileSync(file('plain'), text);
    writeFileSync(file('hashed'), text.replace('rubbish\n', '').replaceAll('*.lab,!bad.lab', 'other'));
    keygen('-H', '-f', file('hashed'));
    expect(readFileSync(file('hashed'), 'utf8')).toContain('|1|');
    for (const place of ['plain', 'hashed']) {
      const lines = parseKnownHosts(readFileSync(file(place), 'utf8'));
      for (const [name, port] of names) {
        const ours = lines.filter((line) => isLineFor(line, toKnownName(name, port))).map(({ line }) => line);
        expect([place, name, port, ours]).toEqual([place, name, port, linesFoundBySsh(file(place), toKnownName(name, port))]);
      }
    }
  });

  it('judges match, unknown, another type, changed and revoked', async () => {
    const { store, ownPath } = knownHosts(
      `\nkvm ${keys.one.text}\nkvm ${keys.one.text} again\nold ${keys.rsa.text}\n@revoked * ${keys.two.text}\n`,
    );
    expect(await store.check('kvm', 22, keys.one.blob)).toEqual({ kind: 'match' });
    expect(await store.check('new', 22, keys.one.blob)).toEqual({ kind: 'unknown', otherTypeKnown: false });
    expect(await store.check('kvm', 2222, keys.one.blob)).toEqual({ kind: 'unknown', otherTypeKnown: false });
    expect(await store.check('old', 22, keys.one.blob)).toEqual({ kind: 'unknown', otherTypeKnown: true });
    expect(await store.check('new', 22, keys.two.blob)).toEqual({ kind: 'revoked', path: ownPath, line: 5 });
    expect(await store.knownTypes('old', 22)).toEqual(['ssh-rsa']);
    const changed = knownHosts('', `# theirs\nkvm ${keys.one.text}\n`);
    expect(await changed.store.check('kvm', 22, keys.two.blob)).toEqual({
      kind: 'changed',
      path: changed.theirs,
      lines: [2],
      fingerprints: [toFingerprint(keys.one.blob)],
    });
  });

  it('appends to its own file alone, and every line that was there survives', async () => {
    const before = `# mine\nrubbish \u00ff line\n@cert-authority *.lab ${keys.rsa.text}\nkvm ${keys.one.text} no newline at the end`;
    const { store, ownPath, theirs } = knownHosts(before, 'theirs');
    await Promise.all([store.remember('Host.Lab', 22, keys.two.blob), store.remember('10.0.0.9', 2222, keys.rsa.blob)]);
    const after = readFileSync(ownPath, 'utf8');
    expect(after.startsWith(`${before}\n`)).toBe(true);
    expect(
      after
        .slice(before.length + 1)
        .trim()
        .split('\n')
        .sort(),
    ).toEqual([`[10.0.0.9]:2222 ${keys.rsa.text}`, `host.lab ${keys.two.text}`].sort());
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(await store.check('host.lab', 22, keys.two.blob)).toEqual({ kind: 'match' });
  });

  it.each(['a\nb', 'a b', '*', 'a,b', '!a', '@revoked', '#a', '|1|a|b', '', '-a', '[a]:1', 'a\u0000b'])(
    'does not remember the hostile address %j',
    async (address) => {
      const { store, ownPath } = knownHosts('');
      await expect(store.remember(address, 22, keys.one.blob)).rejects.toMatchObject({ code: 'invalid-input' });
      expect(readFileSync(ownPath, 'utf8')).toBe('');
      expect(existsSync(`${ownPath}.lock`)).toBe(false);
    },
  );
});

function linesFoundBySsh(filePath: string, name: string): readonly number[] {
  try {
    return [...keygen('-F', name, '-f', filePath).matchAll(/found: line (\d+)/g)].map(([, line]) => Number(line));
  } catch {
    // ssh-keygen ends with 1 where it finds nothing.
    return [];
  }
}
