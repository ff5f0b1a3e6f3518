import { z } from 'zod';
import { absolutePath } from './names.ts';

export const groupName = z.string().regex(/^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126}$/, 'This is no name of a volume group');
export const poolName = z.string().regex(/^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126}$/, 'This is no name of a thin pool');
export const diskFormat = z.enum(['qcow2', 'raw']);

/** A folder that disks are made in, spelled in one way only, so that two spellings are not taken for two folders. */
export const diskFolder = absolutePath
  .max(1024, 'The path of a folder for disks has at most 1,024 characters')
  .refine(
    (path) => !/[\p{Cc}"\\]/u.test(path),
    'The path of a folder for disks cannot hold quotes, backslashes or control characters',
  )
  .refine(
    (path) => path === '/' || !/\/\/|\/$|\/\.{1,2}(?=\/|$)/.test(path),
    'Give the folder without //, without . or .. and without a slash at its end',
  );

/** Where new disks of a host go unless something else is said. */
export const diskPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lvm'), group: groupName }),
  z.strictObject({ kind: z.literal('lvm-thin'), group: groupName, pool: poolName }),
  z.strictObject({ kind: z.literal('file'), folder: diskFolder, format: diskFormat }),
]);
