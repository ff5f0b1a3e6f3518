import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';

/** Runs one change at a time; why one failed is said, and stays until it is read. */
export function useEc2Change(onDone: () => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const change = useCallback(
    async (failure: string, act: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      try {
        await act();
        await onDone();
        return true;
      } catch (error) {
        const { message, hint } = toProblem(error);
        const words = [message, hint].filter((part) => part !== null).join(' ');
        notifications.show({ title: failure, message: words, color: 'red', autoClose: false });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [onDone],
  );
  return { isBusy, change };
}
