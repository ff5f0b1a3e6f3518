/** One command that ran on a host. No remote command runs that this log does not show. */
export interface RemoteCommand {
  readonly sequence: number;
  readonly hostId: string;
  readonly atEpochMs: number;
  /** Why it ran, in words: "Read the host". */
  readonly purpose: string;
  /** Quoted for a shell; scripts are named with their arguments. Never holds a secret: those go through stdin. */
  readonly command: string;
  readonly state:
    | { readonly kind: 'running' }
    | { readonly kind: 'ended'; readonly exitCode: number; readonly durationMs: number; readonly bytesRead: number }
    | { readonly kind: 'failed'; readonly reason: string; readonly durationMs: number };
}
