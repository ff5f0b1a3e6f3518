/** Tags that lvcreate puts on what Nutshell creates (lvm(8), TAGS). A volume without them is never removed. */
export const ownerTag = 'nutshell';

/** Ties a volume to the machine it was made for. */
export function machineTag(uuid: string): string {
  return `${ownerTag}.machine=${uuid}`;
}

/** Ties a volume to the very operation that created it, so that an undo cannot remove anything else. */
export function operationTag(operationId: string): string {
  return `${ownerTag}.operation=${operationId}`;
}
