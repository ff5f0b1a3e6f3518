import type { TunnelUrl } from './parse-service-url.ts';

/** Something a cloud offers at an address and a port, as its recipe says. */
export interface CloudService {
  /** Within its cloud, e.g. ciab:8443. */
  readonly id: string;
  readonly title: string;
  readonly machine: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Where a person or a program opens it; null where the recipe says nothing. */
  readonly url: TunnelUrl | null;
  /** A person opens it in a browser; else it is for programs. */
  readonly isPage: boolean;
}

/** What a server shows about itself before anybody trusts it. */
export interface ServerCertificate {
  /** SHA-256 of the whole certificate, as browsers show it: AB:CD:… */
  readonly fingerprint: string;
  readonly subject: string;
  readonly validUntilEpochMs: number;
  /** TLSv1.3 and the like. */
  readonly tlsVersion: string;
}

export type ServiceState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'up'; readonly detail: string; readonly certificate: CertificateView | null }
  /** `remedy`: what to do about it. */
  | {
      readonly kind: 'down';
      readonly reason: string;
      readonly remedy: string;
      readonly certificate: CertificateView | null;
    }
  /** Silent, and no wonder: its machine is still being installed. */
  | { readonly kind: 'installing'; readonly reason: string }
  | { readonly kind: 'not-checked'; readonly reason: string };

export interface CertificateView extends ServerCertificate {
  readonly verdict: CertificateVerdict;
  /** What else is to be known about it, in sentences. */
  readonly notes: readonly string[];
}

/** Against what this laptop saw there before. */
export type CertificateVerdict =
  | { readonly kind: 'first-seen' }
  | { readonly kind: 'same'; readonly sinceEpochMs: number }
  | { readonly kind: 'changed'; readonly before: string; readonly sinceEpochMs: number };

export interface ServiceView extends CloudService {
  readonly state: ServiceState;
  /** The same by hand, to copy. */
  readonly sshCommand: string;
}

/** Nothing is wrong with it. A changed certificate is. */
export function isGreen(state: ServiceState): boolean {
  return state.kind === 'up' && state.certificate?.verdict.kind !== 'changed';
}
