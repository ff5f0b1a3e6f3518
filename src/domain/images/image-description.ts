import type { ImageLabel } from './image-library.ts';

/** What a file is, read from its first sectors and, for an ISO, from the boot menus in it. */
export interface ImageDescription {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedEpochMs: number;
  readonly content: ImageContent;
  /** In one sentence, also where it is no image at all. */
  readonly summary: string;
  /** What could not be read of it, a sentence each. */
  readonly problems: readonly string[];
}

export type ImageContent =
  | { readonly kind: 'iso'; readonly iso: IsoDescription }
  /** Something with a partition table: a disk or USB image. */
  | { readonly kind: 'disk' }
  | { readonly kind: 'other' };

export interface IsoDescription extends ImageLabel {
  readonly application: string | null;
  /** As the volume says; a file that is shorter was cut off. */
  readonly volumeBytes: number;
  readonly boot: readonly BootEntry[];
  readonly menus: readonly BootMenu[];
}

/** One way to boot from the El Torito catalogue. */
export interface BootEntry {
  readonly platform: 'bios' | 'efi' | 'powerpc' | 'mac' | 'other';
  readonly isBootable: boolean;
  readonly emulation: 'none' | 'floppy' | 'hard-disk';
}

export interface BootMenu {
  readonly loader: 'isolinux' | 'grub';
  /** The file in the ISO, e.g. /isolinux/isolinux.cfg. */
  readonly path: string;
  readonly title: string | null;
  /** Until the default entry starts by itself; null: it waits for a person. */
  readonly timeoutSeconds: number | null;
  readonly entries: readonly BootMenuEntry[];
}

export interface BootMenuEntry {
  /** What a boot loader calls it, e.g. ciab: what a person types at a boot prompt. */
  readonly id: string;
  /** As the menu shows it, without the mark of the hot key. */
  readonly title: string;
  /** The key that jumps to it, in lower case; null where there is none. */
  readonly hotkey: string | null;
  /** What starts: a kernel, or a sentence such as "the local drive". null where the menu says neither. */
  readonly kernel: string | null;
  /** Words for the kernel, without the initrd. */
  readonly words: readonly string[];
  readonly isDefault: boolean;
  /** Leaves the ISO and boots the disk. */
  readonly isLocalBoot: boolean;
}
