import { z } from 'zod';
import type { AwsEndpoints, CloudCredentials } from '#domain/credentials/cloud-credentials.ts';
import type { ConnectOutcome } from '#domain/hosts/connection.ts';
import { machineLogin } from './machine-login.ts';
import { method } from './method.ts';
import { cloudName, hostId } from './names.ts';

const ofCloud = z.strictObject({ hostId, cloud: cloudName });

/** What may be shown of credentials without being asked: whose they are and where they lead, never a secret. */
export interface CredentialsSummary {
  readonly kind: CloudCredentials['kind'];
  readonly holder: string;
  /** null where a login takes the place of keys. */
  readonly accessKeyId: string | null;
  readonly endpoints: Partial<AwsEndpoints> | { readonly keystone: string };
  readonly fetchedAtEpochMs: number;
  /** Where they came from: root@10.101.7.2, /root/credentials/admin/eucarc. */
  readonly origin: string;
  /** What the cloud itself said beside them, such as a service that is not configured yet. */
  readonly warnings: readonly string[];
}

export interface CredentialsState {
  readonly kept: CredentialsSummary | null;
  /** In the system's keychain; else in memory, until Nutshell ends. */
  readonly isPersistent: boolean;
  /** From where the cloud's recipe can fetch them, best first; empty where it knows no way. */
  readonly sources: readonly { readonly title: string; readonly role: string; readonly format: string }[];
}

export type CredentialsFetch =
  | { readonly kind: 'fetched'; readonly summary: CredentialsSummary }
  /** None of the recipe's sources gave any; a sentence for each. */
  | { readonly kind: 'none'; readonly reasons: readonly string[] }
  | Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

export const credentials = {
  state: method(ofCloud).returns<CredentialsState>(),
  /** Reads them on a machine of the cloud, over SSH through the host, and keeps them. A question is answered by asking again. */
  fetch: method(ofCloud.extend({ login: machineLogin })).returns<CredentialsFetch>(),
  /** The secrets themselves, for somebody who asked to see them. */
  show: method(ofCloud).returns<CloudCredentials>(),
  /** Takes away what is kept for the cloud, passwords of its machines too. */
  forget: method(ofCloud).returns<null>(),
};
