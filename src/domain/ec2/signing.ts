/** Digests, handed in: the domain has none of its own. */
export interface Digests {
  sha256Hex(text: string): string;
  /** HMAC-SHA-256 of each text in turn, the first with this key, each following one with the digest before it. */
  hmacChain(key: string, texts: readonly string[], encoding: 'hex' | 'base64'): string;
}

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** 2: in the form, as all of Eucalyptus takes it. 4: in a header, as AWS and newer clouds want it. */
export type SignatureVersion = 2 | 4;

export const formType = 'application/x-www-form-urlencoded; charset=utf-8';

/** 2013-02-01T10:20:30Z: what both versions are made of. */
export function toSecond(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
