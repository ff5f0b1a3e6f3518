import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '#domain/ec2/endpoint.ts';
import { encodeStrictly, toForm } from '#domain/ec2/form.ts';

describe('parseEndpoint', () => {
  it('takes host, port and path out of the URL of the credentials', () => {
    expect(parseEndpoint('http://10.101.7.2:8773/services/Eucalyptus')).toEqual({
      isTls: false,
      address: '10.101.7.2',
      port: 8773,
      host: '10.101.7.2:8773',
      path: '/services/Eucalyptus',
    });
  });

  it('leaves the usual port out of the Host header, as clients sign it', () => {
    expect(parseEndpoint('https://ec2.Cloud.test')).toMatchObject({ port: 443, host: 'ec2.cloud.test', path: '/', isTls: true });
    expect(parseEndpoint('http://[fd00::1]:8773/')).toMatchObject({ address: 'fd00::1', host: '[fd00::1]:8773' });
  });

  it.each([
    '',
    'ftp://a/',
    'http://a b/',
    'http://a:0/',
    'http://a:99999/',
    'http://a/?x=1',
    'http://user@a/',
    'http://a/\r\nX: 1',
  ])('takes %j for none', (url) => expect(parseEndpoint(url)).toBeNull());
});

describe('toForm', () => {
  it('is read back by any reader of forms, sorted, with nothing unencoded', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), (parameters) => {
        const form = toForm(parameters);
        expect(form).toMatch(/^[A-Za-z0-9_.~%=&-]*$/);
        const read = [...new URLSearchParams(form)].filter(([name, value]) => name !== '' || value !== '');
        const given = parameters.filter(([name, value]) => name !== '' || value !== '');
        expect(read.map(String).sort()).toEqual(given.map(String).sort());
      }),
    );
  });

  it('encodes what encodeURIComponent leaves', () => {
    expect(encodeStrictly("a !'()*~-_.")).toBe('a%20%21%27%28%29%2A~-_.');
  });
});
