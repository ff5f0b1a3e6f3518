import { z } from 'zod';

/** Ids that Nutshell itself makes. */
export const hostId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'This is not the id of a host');

/**
 * A machine's name is also a folder on the host, a volume and a word in QEMU's -name, so it is kept plain: what LVM allows
 * (lvm(8), VALID NAMES) without upper case and dots, and short enough for a socket path of 108 bytes (unix(7)).
 */
export const machineName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,47}$/, 'Use 1 to 48 lower-case letters, digits, - or _, beginning with a letter or digit');

export const cloudName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, 'Use 1 to 32 lower-case letters, digits and dashes');

/** The same for machines that others named; anything printable, used only for looking up, never in a command. */
export const anyMachineName = z.string().min(1).max(256);

export const absolutePath = z
  .string()
  .max(4096, 'A path has at most 4,096 characters')
  .regex(/^\//, 'Give the whole path, beginning with /')
  .refine((path) => !path.includes('\0'), 'A path cannot hold a NUL character');

/** For how long a change can be undone; 0 is not at all. */
export const graceMinutes = z.int().min(0, 'Give minutes, or 0').max(43_200, 'At most 30 days, which is 43200 minutes');
