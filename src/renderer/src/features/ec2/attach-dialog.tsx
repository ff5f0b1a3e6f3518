import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Ec2Volume } from '#domain/ec2/volume.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import { InstanceSelect } from './instance-select.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';

interface AttachDialogProps extends OfCloud {
  readonly volume: Ec2Volume;
  readonly onClose: () => void;
  readonly onAttached: () => Promise<void>;
}

/** To which instance, and under which name there. */
export function AttachDialog({ hostId, cloud, volume, onClose, onAttached }: AttachDialogProps) {
  const { ec2 } = useSession().client;
  const { isBusy, change } = useEc2Change(onAttached);
  const [instanceId, setInstanceId] = useState<string | null>(null);
  const [device, setDevice] = useState('/dev/vdb');
  const isDevice = /^\/dev\/[a-z0-9]{1,20}$/.test(device);
  const attach = async (instance: string) => {
    const wish = { volumeId: volume.id, instanceId: instance, device };
    if (await change('The volume was not attached', () => ec2.attachVolume({ hostId, cloud, ...wish }))) {
      onClose();
    }
  };
  return (
    <Dialog title={`Attach ${volume.id}`} isOpen onClose={onClose}>
      <Fields>
        <InstanceSelect hostId={hostId} cloud={cloud} value={instanceId} onChange={setInstanceId} />
        <TextInput
          label="Device"
          description="What it is to be called there. Its system may choose another name."
          value={device}
          onChange={(event) => setDevice(event.currentTarget.value)}
          error={isDevice ? null : 'Give a device such as /dev/vdb.'}
        />
        <FormActions>
          <Button
            variant="filled"
            disabled={instanceId === null || !isDevice}
            loading={isBusy}
            onClick={() => instanceId !== null && void attach(instanceId)}
          >
            Attach it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </FormActions>
      </Fields>
    </Dialog>
  );
}
