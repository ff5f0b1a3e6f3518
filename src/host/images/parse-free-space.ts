/** Column "Available" of `df -Pk`, in bytes; null where df does not know. The name of a file system may hold spaces. */
export function parseFreeSpace(text: string): number | null {
  const kib = /\s\d+\s+\d+\s+(\d+)\s+\d+%\s/.exec(text.split('\n')[1] ?? '')?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}
