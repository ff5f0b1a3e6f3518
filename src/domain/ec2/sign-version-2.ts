import { encodeStrictly, toForm, type Parameter } from './form.ts';
import { toSecond, type Digests, type SigningKeys } from './signing.ts';

export interface Version2Request {
  readonly method: 'GET' | 'POST';
  readonly host: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

/**
 * Signature version 2 with HmacSHA256: over method, host, path and the sorted form, put into the form itself.
 * AWS General Reference, "Signature Version 2 signing process"; Eucalyptus 3.3.0, HmacUtils.java.
 */
export function signVersion2(request: Version2Request, keys: SigningKeys, epochMs: number, digests: Digests): string {
  const { method, host, path, parameters } = request;
  const form = toForm([
    ...parameters,
    ['AWSAccessKeyId', keys.accessKeyId],
    ['SignatureMethod', 'HmacSHA256'],
    ['SignatureVersion', '2'],
    ['Timestamp', toSecond(epochMs)],
  ]);
  const text = [method, host.toLowerCase(), path, form].join('\n');
  const signature = digests.hmacChain(keys.secretAccessKey, [text], 'base64');
  return `${form}&Signature=${encodeStrictly(signature)}`;
}
