import type { CloudView } from '#domain/clouds/list-clouds.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { HostError } from '../ports/host-error.ts';

export function findCloud(clouds: readonly CloudView[], name: string): CloudView {
  const found = clouds.find((cloud) => cloud.name === name);
  if (found === undefined) {
    const known = clouds.map((cloud) => cloud.name);
    throw new HostError('not-found', `There is no cloud called ${name} on this host.`, {
      hint: suggestionFor(name, known, 'clouds'),
    });
  }
  return found;
}
