import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { Problem } from '#domain/problem.ts';
import type { DesktopNotifier, NotifierPermission } from '#renderer/lib/desktop-notifier.ts';

export interface AlertsState {
  readonly permission: NotifierPermission;
  readonly problem: Problem | null;
  /** On a click only: browsers take it amiss otherwise, and so do people. */
  readonly ask: () => Promise<void>;
  /** Has one shown now, so that the person sees whether it reaches them. */
  readonly tryOne: () => Promise<void>;
}

/** Whether alerts reach the person while they look at something else. */
export function createAlertsStore(client: Pick<AppClient, 'alerts'>, notifier: DesktopNotifier) {
  return createStore<AlertsState>()((set) => ({
    permission: notifier.getPermission(),
    problem: null,
    async ask() {
      set({ permission: await notifier.ask() });
    },
    async tryOne() {
      try {
        await client.alerts.try({});
        set({ problem: null });
      } catch (error) {
        set({ problem: toProblem(error) });
      }
    },
  }));
}
