/** unknown: the host could not be asked; never shown as ok. */
export type ReadinessLevel = 'ok' | 'warning' | 'missing' | 'unknown';

/** One line of what the seed's author had to set up by hand. */
export interface ReadinessLine {
  /** Stable, for programs: hardware-virtualisation, kvm-module, nested, qemu, bridge-allowed, … */
  readonly id: string;
  readonly title: string;
  readonly level: ReadinessLevel;
  /** The value found, e.g. "kvm_amd, nested = 1". */
  readonly found: string;
  /** Why it matters, one sentence. */
  readonly why: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
  /** The command that produced the value. */
  readonly command: string;
}

export interface Readiness {
  /** The worst line decides. */
  readonly level: ReadinessLevel;
  readonly lines: readonly ReadinessLine[];
}
