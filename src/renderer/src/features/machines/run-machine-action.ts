import { notifications } from '@mantine/notifications';
import { toProblem } from '#contract/api-error.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Session } from '#renderer/session/create-session.ts';

/**
 * Begins an action with a machine; how it goes is shown where the machine is. Resolves with the operation's id, or with null where it
 * was refused, which is told.
 */
export async function runMachineAction(
  { client, operations }: Pick<Session, 'client' | 'operations'>,
  hostId: string,
  machine: string,
  action: MachineAction,
): Promise<string | null> {
  try {
    return await operations.getState().run(hostId, client.machines.act({ hostId, machine, action }), null);
  } catch (error) {
    const { message, hint } = toProblem(error);
    notifications.show({
      title: `Nothing was done with ${machine}`,
      message: hint === null ? message : `${message} ${hint}`,
      color: 'red',
      autoClose: false,
    });
    return null;
  }
}
