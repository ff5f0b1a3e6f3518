import type { QmpEvent } from '../../machines/machine-run.ts';

/** Something that was seen of a machine while it is installed, by the clock of the host. Whoever watches puts them in the order of time. */
export type InstallSign =
  /** QEMU was started: with the installer, or with what was installed. */
  | { readonly kind: 'started'; readonly atEpochMs: number; readonly what: 'installer' | 'installed-system' }
  | { readonly kind: 'qmp'; readonly atEpochMs: number; readonly event: QmpEvent }
  /** A whole line of the serial console. */
  | { readonly kind: 'serial'; readonly atEpochMs: number; readonly line: string }
  /** What the machine has written to its disk since QEMU was started. */
  | { readonly kind: 'disk'; readonly atEpochMs: number; readonly writtenBytes: number }
  /** The screen shows something else than before; `text` where it could be read. */
  | { readonly kind: 'screen'; readonly atEpochMs: number; readonly text: string | null }
  /** A health check of the recipe was asked. */
  | { readonly kind: 'health'; readonly atEpochMs: number; readonly title: string; readonly isMet: boolean };
