/** A kernel that QEMU starts itself, by files of the host. */
export interface KernelStart {
  readonly kernelPath: string;
  readonly initrdPath: string;
  readonly words: readonly string[];
}
