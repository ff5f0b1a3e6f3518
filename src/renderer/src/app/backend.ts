import type { AppClient } from '#contract/api.ts';
import type { BackendConnection } from '#renderer/lib/connect.ts';

/** What the window stands on; the preview hands in a stand-in. */
export interface Backend extends Pick<
  BackendConnection,
  'openConsoleChannel' | 'openTerminalChannel' | 'openUploadChannel' | 'onLost' | 'onRestored'
> {
  readonly client: AppClient;
}
