import type { DestroyedVolume } from '#domain/machines/list-destroyed-volumes.ts';
import { HostError } from '../ports/host-error.ts';

/** Data goes only after the name of the cloud that it is of was typed. */
export function requireTypedName(volumes: readonly DestroyedVolume[], cloud: string, typedName: string): void {
  const removed = volumes.filter(({ isRemoved }) => isRemoved).map(({ path }) => path);
  if (removed.length > 0 && typedName !== cloud) {
    throw new HostError('conflict', `Removing ${removed.join(', ')} loses what is on it, so the cloud's name must be typed.`, {
      hint: `Type ${cloud}, or keep its volumes. Nothing was changed on the host.`,
    });
  }
}
