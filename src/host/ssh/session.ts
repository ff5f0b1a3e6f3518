import type { Privilege } from '#domain/hosts/connection.ts';
import type { ChannelPool } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';

/** A link with its places for commands and what the login on it may do. */
export interface Session {
  readonly link: SshLink;
  readonly pool: ChannelPool;
  readonly privilege: Privilege;
}
