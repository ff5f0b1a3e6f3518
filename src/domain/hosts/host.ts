import type { DiskPlace } from '../machines/machine-disk.ts';

/** How Nutshell proves who it is to sshd. Secrets are never part of a host: they are asked, or kept by the system's keychain. */
export type HostAuth =
  { readonly kind: 'agent' } | { readonly kind: 'key'; readonly path: string } | { readonly kind: 'password' };

/** One sshd on the way to a host, or the host itself. */
export interface SshTarget {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly auth: HostAuth;
}

/** A KVM host as the person named it. `jumps` are passed in order before the host itself (ssh's ProxyJump). */
export interface Host extends SshTarget {
  readonly id: string;
  readonly name: string;
  readonly jumps: readonly SshTarget[];
  /** A practice host that Nutshell itself booted, or somebody's real one. */
  readonly origin: 'own' | 'practice';
  /** Where new disks go there; without it the host's room decides. */
  readonly diskPlace?: DiskPlace;
}

/** What a person types to add or change a host. */
export type HostDraft = Omit<Host, 'id' | 'diskPlace'>;

/** How a target is called in questions, known_hosts and logs: user@address, with the port where it is not 22. */
export function describeTarget({ user, address, port }: SshTarget): string {
  const bracketed = address.includes(':') ? `[${address}]` : address;
  return port === 22 ? `${user}@${bracketed}` : `${user}@${bracketed}:${port}`;
}
