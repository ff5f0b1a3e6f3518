import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { useWizardStore } from './wizard/wizard-context.tsx';

/** Opens the cloud as it is now in the wizard: what is changed there is shown as a difference, and done as one operation. */
export function ChangeButton({ hostId, cloud }: { readonly hostId: string; readonly cloud: string }) {
  const { client } = useSession();
  const go = useGo();
  const store = useWizardStore(hostId);
  const draftName = useStore(store, ({ draft }) => draft?.name ?? null);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      const { file } = await client.clouds.export({ hostId, cloud });
      store.getState().reset();
      await store.getState().openFile(`${cloud}.yaml`, file);
      store.getState().open('sizes');
      go({ kind: 'new-cloud', hostId });
    } catch (error) {
      const { message, hint } = toProblem(error);
      notifications.show({
        title: `${cloud} could not be opened`,
        message: [message, hint].filter((part) => part !== null).join(' '),
        color: 'red',
        autoClose: false,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button loading={isBusy} onClick={() => (draftName === null ? void open() : setAsking(true))}>
        Change …
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Change ${cloud} instead?`}
          confirm="Forget what I typed"
          keep="Keep it"
          onConfirm={() => void open()}
          onClose={() => setAsking(false)}
        >
          Cloud {draftName} is being put together for this host, and not yet begun. What was chosen and typed for it is forgotten.
        </ConfirmDialog>
      )}
    </>
  );
}
