/**
 * The name of an operation's folder on the host: sorts by time, and is told apart from what another laptop starts in the same
 * second by `randomBytes` (four or more of them, uniform).
 */
export function buildOperationId(nowEpochMs: number, randomBytes: Uint8Array): string {
  const time = new Date(nowEpochMs).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', 't');
  const suffix = [...randomBytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time}-${suffix}`.slice(0, 64);
}
