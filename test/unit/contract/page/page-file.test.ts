import { describe, expect, it } from 'vitest';
import { findPageFile } from '#contract/page/page-file.ts';
import { buildContentSecurityPolicy, insertNonce } from '#contract/page/page-policy.ts';

describe('the files of the page', () => {
  it('answers / with the page', () => {
    expect(findPageFile('/')).toMatchObject({ path: 'index.html', isPage: true, isImmutable: false });
  });

  it('knows a hashed file as one that never changes', () => {
    expect(findPageFile('/assets/index-pPBaXKUG.js')).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
      isImmutable: true,
    });
    expect(findPageFile('/icon.svg')).toMatchObject({ contentType: 'image/svg+xml', isImmutable: false });
  });

  it.each([
    ['/../main/index.js'],
    ['/assets/../../main/index.js'],
    ['/assets/..%2f..%2fmain/index.js'],
    ['/assets\\..\\..\\main\\index.js'],
    ['//etc/passwd.json'],
    ['/.env.json'],
    ['/assets/.hidden.js'],
    ['/C:/windows/win.json'],
    ['/index.html\0.js'],
    ['/main.exe'],
    ['/assets/'],
    [''],
  ])('finds no file for %j', (path) => {
    expect(findPageFile(path)).toBeNull();
  });
});

describe('what the page may do', () => {
  it('allows its own origin, the nonce and the given connections', () => {
    const policy = buildContentSecurityPolicy('abc', ['ws://127.0.0.1:1']);
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1;");
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it('puts the nonce into the head', () => {
    expect(insertNonce('<html><head><title>x</title></head></html>', 'abc')).toBe(
      '<html><head><meta property="csp-nonce" nonce="abc"><title>x</title></head></html>',
    );
  });
});
