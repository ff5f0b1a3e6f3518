import { createHash } from 'node:crypto';

const rounds = 5_000;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A password as /etc/shadow and kickstart's --iscrypted want it: method 6 of crypt(5), SHA-512 with 5,000 rounds, which EL6 and all since
 * understand. Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512", version 0.6; Node's crypto has the sum but not this use of it.
 */
export function hashPassword(password: string, randomBytes: (count: number) => Uint8Array): string {
  return hashWithSalt(password, Array.from(randomBytes(16), (byte) => alphabet[byte % 64] ?? '.').join(''));
}

/** `salt`: up to 16 characters of the alphabet of crypt(5). */
export function hashWithSalt(password: string, salt: string): string {
  const [secret, spice] = [Buffer.from(password, 'utf8'), Buffer.from(salt.slice(0, 16), 'ascii')];
  let digest = mix(secret, spice);
  const secretWord = stretch(sum(Array.from(secret, () => secret)), secret.length);
  const times = 16 + (digest[0] ?? 0);
  const spiceWord = stretch(sum(Array.from({ length: times }, () => spice)), spice.length);
  for (let round = 0; round < rounds; round += 1) {
    const isOdd = round % 2 === 1;
    digest = sum([
      isOdd ? secretWord : digest,
      ...(round % 3 === 0 ? [] : [spiceWord]),
      ...(round % 7 === 0 ? [] : [secretWord]),
      isOdd ? digest : secretWord,
    ]);
  }
  return `$6$${salt.slice(0, 16)}$${encode(digest)}`;
}

/** Steps 1 to 12: password and salt, stirred with a sum of both as the bits of the password's length say. */
function mix(secret: Buffer, spice: Buffer): Buffer {
  const other = sum([secret, spice, secret]);
  const parts = [secret, spice, stretch(other, secret.length)];
  for (let bits = secret.length; bits > 0; bits >>= 1) {
    parts.push((bits & 1) === 1 ? other : secret);
  }
  return sum(parts);
}

function sum(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha512');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

/** The same bytes again and again, cut to a length. */
function stretch(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, bytes);
}

/** Three bytes become four characters, the lowest six bits first; the order in which bytes are taken is crypt's own. */
function encode(digest: Buffer): string {
  let [high, middle, low] = [0, 21, 42];
  let text = '';
  for (let group = 0; group < 21; group += 1) {
    text += toCharacters((at(digest, high) << 16) | (at(digest, middle) << 8) | at(digest, low), 4);
    [high, middle, low] = [middle + 1, low + 1, high + 1];
  }
  return text + toCharacters(at(digest, 63), 2);
}

function toCharacters(bits: number, count: number): string {
  return Array.from({ length: count }, (_none, index) => alphabet[(bits >> (6 * index)) & 63] ?? '.').join('');
}

function at(bytes: Buffer, index: number): number {
  return bytes[index] ?? 0;
}
