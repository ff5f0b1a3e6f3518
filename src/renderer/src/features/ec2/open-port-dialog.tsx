import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { readPorts } from '#domain/ec2/read-ports.ts';
import type { Opening } from '#domain/ec2/security-group.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';

interface OpenPortDialogProps extends OfCloud {
  readonly group: string;
  readonly onClose: () => void;
  readonly onOpened: () => Promise<void>;
}

/** Which port, and for whom. */
export function OpenPortDialog({ hostId, cloud, group, onClose, onOpened }: OpenPortDialogProps) {
  const { ec2 } = useSession().client;
  const { isBusy, change } = useEc2Change(onOpened);
  const [text, setText] = useState('22');
  const [source, setSource] = useState('0.0.0.0/0');
  const ports = readPorts(text.trim());
  const isNetwork = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(source.trim());
  const open = async (opening: Omit<Opening, 'source'>) => {
    const wish = { group, ...opening, source: source.trim() };
    if (await change('The port was not opened', () => ec2.openPort({ hostId, cloud, ...wish }))) {
      onClose();
    }
  };
  return (
    <Dialog title={`Open a port of ${group}`} isOpen onClose={onClose}>
      <Fields>
        <TextInput
          label="Port"
          description="22, 8000-8100, 53/udp, or icmp for ping."
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={ports === null ? 'Write 22, 8000-8100, 53/udp, or icmp.' : null}
          data-autofocus
        />
        <TextInput
          label="From"
          description="0.0.0.0/0 is everybody who reaches the cloud."
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={isNetwork ? null : 'Give a network such as 10.101.0.0/16.'}
        />
        <FormActions>
          <Button
            variant="filled"
            disabled={ports === null || !isNetwork}
            loading={isBusy}
            onClick={() => ports !== null && void open(ports)}
          >
            Open it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </FormActions>
      </Fields>
    </Dialog>
  );
}
