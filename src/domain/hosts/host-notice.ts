import type { QmpEvent } from '../machines/machine-run.ts';

/** Something that changed on a host, told in the moment it did. What it means for the rest, a fresh reading tells. */
export type HostNotice =
  /** From here on nothing is missed. */
  | { readonly kind: 'ready' }
  /** Nothing happened, and the host is still there. */
  | { readonly kind: 'beat' }
  | { readonly kind: 'machine-event'; readonly machineName: string; readonly event: QmpEvent }
  /** A machine was launched or destroyed. */
  | { readonly kind: 'machines-changed' }
  /** A QEMU process, whoever started it. */
  | { readonly kind: 'process'; readonly pid: number; readonly state: 'came' | 'gone' }
  | { readonly kind: 'operation'; readonly operationId: string; readonly state: 'began' | 'ended' };
