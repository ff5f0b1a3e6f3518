import { z } from 'zod';
import type { ConnectionState, ConnectOutcome } from '#domain/hosts/connection.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import type { Fact } from '#domain/fact.ts';
import type { DiskFolder } from '#domain/hosts/storage-facts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import type { Readiness } from '#domain/hosts/readiness.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { diskFolder, diskPlace } from './disks.ts';
import { hostId } from './names.ts';
import { method, stream } from './method.ts';

const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent') }),
  z.strictObject({ kind: z.literal('key'), path: z.string().min(1, 'Choose a private key file') }),
  z.strictObject({ kind: z.literal('password') }),
]);

export const sshTarget = z.strictObject({
  // A leading dash would be an option to ssh; white space and control characters are never part of a name.
  address: z.string().regex(/^[^\s\p{Cc}-][^\s\p{Cc}]{0,252}$/u, 'Give a host name or an IP address'),
  port: z.int().min(1, 'A port is between 1 and 65535').max(65_535, 'A port is between 1 and 65535'),
  user: z.string().regex(/^[^\s\p{Cc}:@-][^\s\p{Cc}:@]{0,63}$/u, 'Give the login name on the host, for example root'),
  auth,
});

export const hostDraft = sshTarget.extend({
  name: z
    .string()
    .trim()
    .min(1, 'Give the host a name')
    .max(64, 'At most 64 characters')
    .regex(/^[^\p{Cc}]+$/u, 'A name is one line of text'),
  jumps: z.array(sshTarget).max(4, 'At most four jumps'),
  origin: z.enum(['own', 'practice']),
});

export const acceptedFingerprints = z.array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/)).max(8);

export const connectAnswers = z.strictObject({
  acceptedFingerprints,
  secrets: z
    .array(z.strictObject({ target: z.string().max(400), kind: z.enum(['passphrase', 'password']), value: z.string().max(4096) }))
    .max(8),
  /** Keep the given secrets in the system's keychain, where there is one. */
  remember: z.boolean(),
});

/** A host and how the connection to it stands. */
export interface HostView {
  readonly host: Host;
  readonly connection: ConnectionState;
}

/** One reading of a host with what follows from it. */
export interface HostReading {
  readonly hostId: string;
  readonly facts: HostFacts;
  readonly readiness: Readiness;
  readonly machines: readonly Machine[];
}

export const hosts = {
  list: method(z.strictObject({})).returns<readonly HostView[]>(),
  watch: stream(z.strictObject({})).of<readonly HostView[]>(),
  suggest: method(z.strictObject({})).returns<readonly HostSuggestion[]>(),
  add: method(z.strictObject({ draft: hostDraft })).returns<Host>(),
  update: method(z.strictObject({ hostId, draft: hostDraft })).returns<Host>(),
  remove: method(z.strictObject({ hostId })).returns<Host>(),
  /** Where new disks of this host go; null lets the host's room decide. Remembered on this laptop. */
  setDiskPlace: method(z.strictObject({ hostId, place: diskPlace.nullable() })).returns<Host>(),
  /** The room of a folder that readings do not tell about, because no disk lies in it yet. */
  inspectFolder: method(z.strictObject({ hostId, folder: diskFolder })).returns<Fact<DiskFolder>>(),
  /** Tries once. A question is answered by calling again with the answer added. */
  connect: method(z.strictObject({ hostId, answers: connectAnswers })).returns<ConnectOutcome>(),
  disconnect: method(z.strictObject({ hostId })).returns<null>(),
  /** One round trip. */
  read: method(z.strictObject({ hostId })).returns<HostReading>(),
  /** Readings as they come, while somebody looks: one at once, then whenever something may have changed. */
  readings: stream(z.strictObject({ hostId })).of<HostReading>(),
  /** What changes on the host, in the moment it does: events of machines, operations that begin and end. */
  notices: stream(z.strictObject({ hostId })).of<HostNotice>(),
};
