import type { Problem } from '#domain/problem.ts';
import { problem } from './explain-connect-failure.ts';
import { parsePrivateKey, type SshKey } from './ssh2.ts';

export type KeyReading =
  | { readonly kind: 'usable'; readonly key: SshKey }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'wrong-passphrase' }
  | { readonly kind: 'unusable'; readonly problem: Problem };

/** What a private key file is good for. A wrong file is told apart from a wrong passphrase, each with its remedy. */
export function readPrivateKey(path: string, text: string, passphrase: string | null): KeyReading {
  const mistaken = explainForeignFormat(path, text);
  if (mistaken) {
    return { kind: 'unusable', problem: mistaken };
  }
  const key = parsePrivateKey(text, passphrase ?? undefined);
  if (!(key instanceof Error)) {
    return key.isPrivateKey() ? { kind: 'usable', key } : { kind: 'unusable', problem: publicKey(path) };
  }
  if (/no passphrase given/.test(key.message)) {
    return { kind: 'encrypted' };
  }
  if (/bad passphrase/i.test(key.message) || (passphrase !== null && /decrypt/i.test(key.message))) {
    return { kind: 'wrong-passphrase' };
  }
  return { kind: 'unusable', problem: unreadable(path, key.message) };
}

function explainForeignFormat(path: string, text: string): Problem | null {
  const start = text.trimStart();
  if (/^(ssh-|ecdsa-sha2-|sk-|---- BEGIN SSH2 PUBLIC KEY)/.test(start) || start.startsWith('-----BEGIN PUBLIC KEY')) {
    return publicKey(path);
  }
  if (/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(start)) {
    return problem(
      'local-file',
      `${path} is a private key in PKCS#8 form, which Nutshell cannot read`,
      `Rewrite it in OpenSSH’s own form (it stays the same key): ssh-keygen -p -f ${path}. Or add it to an agent with ssh-add.`,
      null,
    );
  }
  if (/^PuTTY-User-Key-File-[^2]/.test(start)) {
    return problem(
      'local-file',
      `${path} is a PuTTY key of a version that Nutshell cannot read`,
      'In PuTTYgen choose Conversions, Export OpenSSH key, and use that file.',
      null,
    );
  }
  return null;
}

function publicKey(path: string): Problem {
  const hint = path.endsWith('.pub')
    ? `The private key is usually beside it: ${path.slice(0, -4)}`
    : 'Choose the file without .pub.';
  return problem('local-file', `${path} is a public key; logging in needs the private one`, hint, null);
}

function unreadable(path: string, raw: string): Problem {
  return problem(
    'local-file',
    `${path} holds no private key that Nutshell can use`,
    'RSA, ECDSA and Ed25519 keys work from a file. Hardware keys (sk-…) and certificates work through an agent: ssh-add.',
    raw,
  );
}
