import type { FoundCloud } from '#domain/clouds/found-cloud.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { HostError } from '../ports/host-error.ts';

/** Without knowing which clouds are there, none can be brought up or taken down. */
export function readFoundClouds({ clouds }: HostFacts): readonly FoundCloud[] {
  if (clouds.kind === 'unavailable') {
    throw new HostError('unexpected-output', `Which clouds are on the host could not be read: ${clouds.reason}.`, {
      hint: 'Log in as root or as a user for whom sudo -n works, and look at /var/lib/nutshell/clouds on the host.',
      raw: clouds.raw,
    });
  }
  return clouds.value;
}
