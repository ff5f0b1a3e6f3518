import { describe, expect, it } from 'vitest';
import { hashPassword, hashWithSalt } from '#local/hash-password.ts';

describe('a hashed password', () => {
  // Made with `openssl passwd -6 -salt SALT -stdin`, OpenSSL 3.0; a password longer than the sum is among them.
  it.each([
    [
      'Hello world!',
      'saltstring',
      '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
    ],
    [
      "practice's pässword",
      '0123456789abcdef',
      '$6$0123456789abcdef$YCplITlYuO2um.krjdIsNo1kcG6ZiSH2hqXwOPYRztoTOI3P5EVUkPLkx7YphQ.wxhuI8jlpagh6dJDW1pEE10',
    ],
    [
      'x'.repeat(70),
      './ABCxyz',
      '$6$./ABCxyz$ugh1PLQzhjdG5NId1IA0R2IBXypebXMtId3E1/WbuxRFMlsxIUq9BkhZmYq4qscJ96ubYk9gQfRYm3NX.clGe.',
    ],
  ])('of %j with the salt %s is what crypt(3) makes of it', (password, salt, expected) => {
    expect(hashWithSalt(password, salt)).toBe(expected);
  });

  it('has a form that a kickstart can carry, and another salt each time', () => {
    let seed = 0;
    const bytes = (count: number) => Uint8Array.from({ length: count }, () => (seed += 37) % 256);
    const [one, other] = [hashPassword('a\u0000ü\u{1f511}', bytes), hashPassword('a\u0000ü\u{1f511}', bytes)];
    expect(one).toMatch(/^\$6\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{86}$/);
    expect(one).not.toBe(other);
  });
});
