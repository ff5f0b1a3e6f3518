import type { Session } from './create-session.ts';
import { keepListening } from './keep-listening.ts';

/** Several operations may end at once; one look at the journal answers for all of them. */
const debounceMs = 400;

/** Looks at a host's journal again when an operation begins or ends there, whoever began it. Returns what says whom to follow. */
export function followNotices({ client, operations }: Pick<Session, 'client' | 'operations'>) {
  const followers = new Map<string, AbortController>();

  function start(hostId: string): void {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    followers.set(hostId, controller);
    void keepListening({
      open: (signal) => client.hosts.notices({ hostId }, { signal }),
      onItem({ kind }) {
        if (kind === 'operation' && timer === null) {
          timer = setTimeout(() => {
            timer = null;
            void operations.getState().loadHistory(hostId);
          }, debounceMs);
        }
      },
      // That a host cannot be listened to is shown by the connection's own state.
      onProblem: () => undefined,
      signal: controller.signal,
    });
  }

  return (hostIds: readonly string[]): void => {
    for (const [hostId, controller] of followers) {
      if (!hostIds.includes(hostId)) {
        controller.abort();
        followers.delete(hostId);
      }
    }
    hostIds.filter((hostId) => !followers.has(hostId)).forEach(start);
  };
}
