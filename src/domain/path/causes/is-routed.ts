import type { MachineScene } from '../walk/scene.ts';

/** The machine routes between its card and its instances, and does not bridge. */
export function isRouted({ nic, inner }: MachineScene): boolean {
  return inner !== null && nic !== null && (nic.master === null || nic.master !== inner.bridge?.name);
}
