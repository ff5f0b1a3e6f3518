import { nonceMetaName } from '#contract/page/page-policy.ts';

/** The nonce of this very page, for libraries that write style elements. Empty where the page has none (a test). */
export function findStyleNonce(): string {
  return document.querySelector<HTMLMetaElement>(`meta[property="${nonceMetaName}"]`)?.nonce ?? '';
}
