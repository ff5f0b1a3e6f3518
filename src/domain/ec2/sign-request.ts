import type { ServiceEndpoint } from './endpoint.ts';
import { toForm, type Parameter } from './form.ts';
import { signVersion2 } from './sign-version-2.ts';
import { signVersion4 } from './sign-version-4.ts';
import { formType, type Digests, type SignatureVersion, type SigningKeys } from './signing.ts';

/** A request as it goes over the wire, always a POST: secrets and long lists have no place in a URL that proxies write down. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SigningOrder {
  readonly endpoint: ServiceEndpoint;
  readonly parameters: readonly Parameter[];
  readonly keys: SigningKeys;
  readonly version: SignatureVersion;
  readonly epochMs: number;
}

/** Clouds take any region; the one of AWS must be its own, and no AWS is asked here. */
const scope = { region: 'eucalyptus', service: 'ec2' };

export function signRequest(order: SigningOrder, digests: Digests): SignedRequest {
  const { endpoint, parameters, keys, version, epochMs } = order;
  const { host, path } = endpoint;
  const headers = { host, 'content-type': formType };
  if (version === 2) {
    return { headers, body: signVersion2({ method: 'POST', host, path, parameters }, keys, epochMs, digests) };
  }
  const body = toForm(parameters);
  const proof = signVersion4({ ...scope, method: 'POST', path, query: [], headers, body }, keys, epochMs, digests);
  return { headers: { ...headers, ...proof }, body };
}
