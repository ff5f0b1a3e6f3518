import type { CloudService, ServerCertificate } from '#domain/access/cloud-service.ts';
import type { RememberedCertificate } from '#domain/access/judge-certificate.ts';
import type { ByteStream } from './host-shell.ts';

export type ServiceAnswer =
  | { readonly kind: 'answered'; readonly detail: string; readonly certificate: ServerCertificate | null }
  | { readonly kind: 'strange'; readonly reason: string; readonly certificate: ServerCertificate | null };

/** Asks a service who it is, over a stream to it, and closes that. Sends no secret, and trusts nothing that it is shown. */
export type ServiceProber = (stream: ByteStream, service: CloudService, patienceMs: number) => Promise<ServiceAnswer>;

/** Which certificates were seen where; `key` is a service of a cloud. */
export interface CertificateStore {
  find(hostId: string, key: string): Promise<RememberedCertificate | null>;
  save(hostId: string, key: string, certificate: RememberedCertificate): Promise<void>;
}
