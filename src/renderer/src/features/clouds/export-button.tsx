import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';

/** Saves the cloud as it is now as a cloud file, which `nutshell up` and the wizard read. There is no secret in it. */
export function ExportButton({ hostId, cloud }: { readonly hostId: string; readonly cloud: string }) {
  const { client } = useSession();
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { file } = await client.clouds.export({ hostId, cloud });
      saveFile(`${cloud}.yaml`, new Blob([file], { type: 'application/yaml' }));
    } catch (error) {
      const { message, hint } = toProblem(error);
      notifications.show({
        title: 'The cloud file was not saved',
        message: [message, hint].filter((part) => part !== null).join(' '),
        color: 'red',
        autoClose: false,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={isBusy} onClick={() => void save()}>
      Save as cloud file
    </Button>
  );
}
