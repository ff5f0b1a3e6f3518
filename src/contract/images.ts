import { z } from 'zod';
import type { Directory } from '#domain/images/directory.ts';
import { absolutePath, hostId } from './names.ts';
import { method } from './method.ts';

export const images = {
  /** null begins where ISOs usually are on this host: the folder used last, else the first of the usual ones that exists. */
  browse: method(z.strictObject({ hostId, path: absolutePath.nullable() })).returns<Directory>(),
};
