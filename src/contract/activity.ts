import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { hostId } from './names.ts';
import { method, stream } from './method.ts';

const operationId = z.string().regex(/^[0-9a-z-]{1,64}$/);

export const activity = {
  commands: method(z.strictObject({ hostId: hostId.nullable() })).returns<readonly RemoteCommand[]>(),
  /** New and changed commands from now on. */
  watchCommands: stream(z.strictObject({})).of<RemoteCommand>(),
  operations: method(z.strictObject({ hostId })).returns<readonly OperationSummary[]>(),
  /** The journal from its beginning, then live until the operation ends. */
  follow: stream(z.strictObject({ hostId, operationId })).of<OperationEvent>(),
  /** An interrupted operation goes on where it stopped; its journal from the beginning, then live. */
  resume: stream(z.strictObject({ hostId, operationId })).of<OperationEvent>(),
  /** Takes back an interrupted operation, what one left behind, or one that succeeded and may still be undone. */
  undo: stream(z.strictObject({ hostId, operationId })).of<OperationEvent>(),
  /** Takes effect at the next border between two steps, or at once where the running step allows it. */
  cancel: method(z.strictObject({ hostId, operationId })).returns<null>(),
};
