import { useCallback, useEffect } from 'react';
import type { InsideLook } from '#contract/path.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { useMachineTalk, type MachineTalk } from '#renderer/session/use-machine-talk.ts';

export type LookConversation = MachineTalk<InsideLook>;

/** How often it is looked again once somebody is in. */
const everyMs = 5_000;

/**
 * Looks inside a machine: once by itself, with what is known of its cloud; then, where something must be answered, with the answers.
 * Whoever is in looks again every few seconds while the page is seen.
 */
export function useInsideLook(hostId: string, machine: string): LookConversation {
  const { client } = useSession();
  const ask = useCallback(
    (login: MachineLogin, signal: AbortSignal | undefined) =>
      client.path.lookInside({ hostId, machine, login }, signal === undefined ? {} : { signal }),
    [client, hostId, machine],
  );
  const conversation = useMachineTalk<InsideLook>(ask, true);
  const { stage, again } = conversation;
  const isIn = stage.kind === 'seen';

  useEffect(() => {
    const controller = new AbortController();
    void again(controller.signal);
    return () => controller.abort();
  }, [again]);

  useEffect(() => {
    if (!isIn) {
      return;
    }
    const controller = new AbortController();
    const timer = setInterval(() => document.hidden || void again(controller.signal), everyMs);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [again, isIn]);

  return conversation;
}
