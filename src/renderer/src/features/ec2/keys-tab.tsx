import { Button, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useSession } from '#renderer/session/session-context.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { Ec2ListView } from './ec2-list.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';

/** Key pairs. The private half of a new one is saved at once, as it comes only once. */
export function KeysTab({ hostId, cloud }: OfCloud) {
  const { ec2 } = useSession().client;
  const list = useEc2List(useCallback(() => ec2.keys({ hostId, cloud }), [ec2, hostId, cloud]));
  const { isBusy, change } = useEc2Change(list.refresh);
  const [name, setName] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<string | null>(null);
  const create = async (wanted: string) => {
    const isDone = await change('No key pair was made', async () => {
      const { privateKey } = await ec2.createKey({ hostId, cloud, name: wanted });
      saveFile(`${wanted.replace(/[^\w.-]/g, '_')}.pem`, new Blob([privateKey], { type: 'application/x-pem-file' }));
    });
    if (isDone) {
      setName(null);
    }
  };
  return (
    <>
      <Ec2ListView
        list={list}
        noun="key pairs"
        columns={[
          { id: 'name', title: 'Key pair', isFact: true, render: (key) => key.name },
          { id: 'fingerprint', title: 'Fingerprint', isFact: true, render: ({ fingerprint }) => fingerprint ?? '–' },
          {
            id: 'actions',
            title: 'Actions',
            align: 'right',
            render: (key) => (
              <Button size="compact-xs" disabled={isBusy} onClick={() => setDoomed(key.name)}>
                Delete …
              </Button>
            ),
          },
        ]}
        keyOf={(key) => key.name}
        empty="Without a key pair nobody can log in to an instance."
        actions={<Button onClick={() => setName('')}>New key pair …</Button>}
      />
      {doomed !== null && (
        <ConfirmDialog
          title={`Delete the key pair ${doomed}?`}
          confirm={`Delete ${doomed}`}
          keep="Keep it"
          onClose={() => setDoomed(null)}
          onConfirm={() => void change('The key pair was not deleted', () => ec2.deleteKey({ hostId, cloud, name: doomed }))}
        >
          No new instance can be started with it. Those that have it keep it, and your private half still lets you in there.
        </ConfirmDialog>
      )}
      {name !== null && (
        <Dialog title="New key pair" isOpen onClose={() => setName(null)}>
          <Fields>
            <TextInput
              label="Name"
              description="The private half is saved as NAME.pem. Make it yours alone before ssh takes it: chmod 600 NAME.pem"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <FormActions>
              <Button variant="filled" disabled={name.trim() === ''} loading={isBusy} onClick={() => void create(name.trim())}>
                Make it, and save its private half
              </Button>
              <Button onClick={() => setName(null)}>Cancel</Button>
            </FormActions>
          </Fields>
        </Dialog>
      )}
    </>
  );
}
