import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '#renderer/session/session-context.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import { InstanceSelect } from './instance-select.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';

interface AssociateDialogProps extends OfCloud {
  readonly address: string;
  readonly onClose: () => void;
  readonly onAssociated: () => Promise<void>;
}

/** Which instance gets it. */
export function AssociateDialog({ hostId, cloud, address, onClose, onAssociated }: AssociateDialogProps) {
  const { ec2 } = useSession().client;
  const { isBusy, change } = useEc2Change(onAssociated);
  const [instanceId, setInstanceId] = useState<string | null>(null);
  const associate = async (instance: string) => {
    if (await change('The address was not given', () => ec2.associateAddress({ hostId, cloud, address, instanceId: instance }))) {
      onClose();
    }
  };
  return (
    <Dialog title={`Give ${address} to an instance`} isOpen onClose={onClose}>
      <Fields>
        <InstanceSelect hostId={hostId} cloud={cloud} value={instanceId} onChange={setInstanceId} />
        <div>The instance is reached at {address} from then on, and no longer at the public address it has now.</div>
        <FormActions>
          <Button
            variant="filled"
            disabled={instanceId === null}
            loading={isBusy}
            onClick={() => instanceId !== null && void associate(instanceId)}
          >
            Give it the address
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </FormActions>
      </Fields>
    </Dialog>
  );
}
