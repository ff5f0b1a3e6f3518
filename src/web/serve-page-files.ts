import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPageFile } from '#contract/page/page-file.ts';
import { buildContentSecurityPolicy, commonHeaders, insertNonce } from '#contract/page/page-policy.ts';
import { buildRefusal, createNonce, refusals, type Answer } from './pages.ts';

export interface FileAnswer extends Omit<Answer, 'body'> {
  readonly body: string | Uint8Array;
}

/** Answers from the folder of the built page; each page with a nonce of its own. */
export async function answerPageFile(directory: string, urlPath: string, socketOrigin: string): Promise<FileAnswer> {
  const file = findPageFile(urlPath);
  const content = file && (await readIfThere(join(directory, file.path)));
  if (!content) {
    return buildRefusal(404, file?.path === 'index.html' ? refusals.notBuilt : refusals.notFound);
  }
  const headers = { ...commonHeaders, 'content-type': file.contentType };
  if (!file.isPage) {
    const caching = file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache';
    return { status: 200, headers: { ...headers, 'cache-control': caching }, body: content };
  }
  const nonce = createNonce();
  const policy = buildContentSecurityPolicy(nonce, [socketOrigin]);
  const body = insertNonce(content.toString('utf8'), nonce);
  return { status: 200, headers: { ...headers, 'cache-control': 'no-store', 'content-security-policy': policy }, body };
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) {
      return null;
    }
    throw error;
  }
}
