import { toForm, type Parameter } from './form.ts';
import { toSecond, type Digests, type SigningKeys } from './signing.ts';

export interface Version4Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: readonly Parameter[];
  /** Names in small letters; `host` among them. All are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the signature is good for. */
  readonly region: string;
  readonly service: string;
}

/**
 * The headers that make a request signed with version 4: the time, and the proof.
 * AWS General Reference, "Create a signed AWS API request".
 */
export function signVersion4(
  request: Version4Request,
  keys: SigningKeys,
  epochMs: number,
  digests: Digests,
): Readonly<Record<'x-amz-date' | 'authorization', string>> {
  const time = toSecond(epochMs).replace(/[-:]/g, '');
  const signed = { ...request, headers: { ...request.headers, 'x-amz-date': time } };
  const scope = [time.slice(0, 8), request.region, request.service, 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), digests.sha256Hex(toCanonicalRequest(signed, digests))].join('\n');
  const signature = digests.hmacChain(`AWS4${keys.secretAccessKey}`, [...scope, text], 'hex');
  const credential = `Credential=${[keys.accessKeyId, ...scope].join('/')}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${listNames(signed)}, Signature=${signature}`;
  return { 'x-amz-date': time, authorization };
}

export function toCanonicalRequest(request: Version4Request, digests: Digests): string {
  const { method, path, query, headers, body } = request;
  const lines = sortHeaders(headers).map(([name, value]) => `${name}:${value.trim().replace(/\s+/g, ' ')}`);
  return [method, path, toForm(query), ...lines, '', listNames(request), digests.sha256Hex(body)].join('\n');
}

function listNames({ headers }: Version4Request): string {
  return sortHeaders(headers)
    .map(([name]) => name)
    .join(';');
}

function sortHeaders(headers: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1));
}
