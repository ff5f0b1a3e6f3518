/** The name under which every shell answers for the page: how the page finds the nonce of its own response. */
export const nonceMetaName = 'csp-nonce';

/**
 * What the page may do, whichever shell serves it. Styles need the nonce because the component library writes style elements;
 * everything else comes from the shell itself. `connections` adds addresses beyond the page's own origin.
 */
export function buildContentSecurityPolicy(nonce: string, connections: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connections].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Puts the nonce where the page looks for it. Browsers hide it from scripts' view of the markup, not from its property. */
export function insertNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head><meta property="${nonceMetaName}" nonce="${nonce}">`);
}

/** Headers of every answer, page or not. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
