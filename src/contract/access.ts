import { z } from 'zod';
import type { ServiceView } from '#domain/access/cloud-service.ts';
import type { CertificateComparison } from '#domain/access/compare-certificates.ts';
import type { ConnectOutcome } from '#domain/hosts/connection.ts';
import type { Problem } from '#domain/problem.ts';
import { machineLogin } from './machine-login.ts';
import { cloudName, hostId } from './names.ts';
import { method, stream } from './method.ts';

const cloud = z.strictObject({ hostId, cloud: cloudName });

/** An id as listed, a port or a title. */
const service = z.string().min(1, 'Name a service').max(200);

/** Of this laptop. null lets the system choose; a port that is taken is answered with another and a note. */
const localPort = z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535').nullable();

const fingerprint = z
  .string()
  .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'A fingerprint is 32 pairs of 0-9 and A-F, with colons between');

export interface CloudAccess {
  readonly cloud: string;
  readonly services: readonly ServiceView[];
  /** What else is to be known, in sentences. */
  readonly notes: readonly string[];
}

/** What the comparison found; or what must be answered before the machine lets somebody in. */
export type CertificateCompared =
  | { readonly kind: 'compared'; readonly comparison: CertificateComparison }
  /** There is nothing to compare, or no way in. */
  | { readonly kind: 'none'; readonly reason: string }
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

export type TunnelEvent =
  | {
      readonly kind: 'open';
      readonly port: number;
      /** Why it is not the wished port. */
      readonly note: string | null;
      /** Where a browser finds the service; null where that is for other programs, at 127.0.0.1 and the port. */
      readonly url: string | null;
    }
  | {
      readonly kind: 'changed';
      readonly openConnections: number;
      readonly allConnections: number;
      /** Why the far side refused the last connection. */
      readonly problem: Problem | null;
    };

export const access = {
  /** What there is at once, then again and again as each answer comes; ends when all are known. */
  check: stream(cloud).of<CloudAccess>(),
  /**
   * A port of this laptop that leads to a service, as long as somebody listens here. Refused as an error where the service cannot be
   * reached.
   */
  tunnel: stream(cloud.extend({ service, port: localPort })).of<TunnelEvent>(),
  /** A SOCKS5 proxy on this laptop's loopback, through which programs see the network as the host does; as long as somebody listens. */
  socks: stream(z.strictObject({ hostId, port: localPort })).of<TunnelEvent>(),
  /**
   * Compares the certificate of a service through SSH: as it is shown on the way from the host, and as it is shown in the machine. A
   * question is answered by asking again with the answer added.
   */
  compare: method(cloud.extend({ service, login: machineLogin })).returns<CertificateCompared>(),
  /** A person says that a changed certificate is the right one. */
  trust: method(cloud.extend({ service, fingerprint })).returns<null>(),
};
