import type { AppApi } from '#contract/api.ts';
import type { CredentialService } from '../credentials/create-credential-service.ts';
import type { MachineWays } from '../clouds/create-machine-ways.ts';
import type { OpenEc2 } from '../ec2/create-ec2-service.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { ConnectInside, OpenInside } from '../path/create-inside-reader.ts';
import type { Environment } from '../ports/environment.ts';
import type { Resources } from '../ports/stores.ts';
import type { HeldKeys } from './held-keys.ts';
import type { PassingHosts } from './passing-hosts.ts';

export interface AcceptanceTools {
  readonly ways: Pick<MachineWays, 'find' | 'open'>;
  readonly connections: Pick<Connections, 'answersOf'>;
  readonly checkServices: AppApi['access']['check'];
  readonly credentials: CredentialService;
  readonly openEc2: OpenEc2;
  readonly decodeBase64: (text: string) => string;
  /** Knows the held keys, and what is passing. */
  readonly connectInside: ConnectInside;
  readonly heldKeys: HeldKeys;
  readonly passingHosts: PassingHosts;
  /** The trace of 0016, with this way into the places of the path. */
  readonly traceBy: (openInside: OpenInside) => AppApi['path']['trace'];
  readonly resources: Resources;
  readonly environment: Pick<Environment, 'now' | 'randomBytes'>;
}
