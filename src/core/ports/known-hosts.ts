/** Host keys remembered in OpenSSH's known_hosts format (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHosts {
  /** `key` is the raw public key blob (RFC 4253, 6.6). Port 22 is looked up by bare name, any other as [name]:port. */
  check(address: string, port: number, key: Uint8Array): Promise<KnownHostVerdict>;
  /** Key types already known for this name, so that they can be negotiated first. */
  knownTypes(address: string, port: number): Promise<readonly string[]>;
  remember(address: string, port: number, key: Uint8Array): Promise<void>;
}

export type KnownHostVerdict =
  | { readonly kind: 'match' }
  | { readonly kind: 'unknown'; readonly otherTypeKnown: boolean }
  | { readonly kind: 'revoked'; readonly path: string; readonly line: number }
  | {
      readonly kind: 'changed';
      readonly path: string;
      readonly lines: readonly number[];
      readonly fingerprints: readonly string[];
    };
