const mebibyte = 1024 * 1024;

/** What a disk needs, in bytes; a fraction of a GiB is rounded up to whole MiB. */
export function toDiskBytes(diskGiB: number): number {
  return Math.ceil(diskGiB * 1024) * mebibyte;
}

/** As lvcreate -L takes it: 100G, or 2560m where it is no whole number of GiB. Units of lvcreate(8) are powers of 1024. */
export function toLvmSize(diskGiB: number): string {
  return Number.isInteger(diskGiB) ? `${diskGiB}G` : `${Math.ceil(diskGiB * 1024)}m`;
}

/** As qemu-img takes it: 100G or 2560M, powers of 1024 as well. */
export function toQemuSize(diskGiB: number): string {
  return toLvmSize(diskGiB).toUpperCase();
}

export function describeDisk(diskGiB: number): string {
  return Number.isInteger(diskGiB) ? `${diskGiB} GiB` : `${Math.ceil(diskGiB * 1024)} MiB`;
}
