const bytesPerGiB = 1024 ** 3;

/** "2.3 GiB"; below one GiB in MiB. */
export function formatBytes(bytes: number): string {
  return bytes < bytesPerGiB
    ? `${Math.floor(bytes / 1024 ** 2)} MiB`
    : `${(Math.floor((bytes / bytesPerGiB) * 10) / 10).toString()} GiB`;
}

export function formatMiB(memoryMiB: number): string {
  return formatBytes(memoryMiB * 1024 ** 2);
}
