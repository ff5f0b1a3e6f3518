import { z } from 'zod';
import type { PracticeProgress, PracticeStatus } from '#domain/practice/practice.ts';
import { method, stream } from './method.ts';

/** The last item of `up`: the host that was added or found again. */
export type PracticeEvent =
  { readonly kind: 'progress'; readonly progress: PracticeProgress } | { readonly kind: 'ready'; readonly hostId: string };

export const practice = {
  status: method(z.strictObject({})).returns<PracticeStatus>(),
  /** Builds where nothing is built, boots or restores, adds the host and connects to it. */
  up: stream(z.strictObject({})).of<PracticeEvent>(),
  /** Back to the pristine saved state: everything on the practice host is forgotten. */
  reset: stream(z.strictObject({})).of<PracticeEvent>(),
  down: method(z.strictObject({})).returns<null>(),
  /** The command that logs in to it, as an argument list. */
  sshCommand: method(z.strictObject({})).returns<readonly string[]>(),
};
