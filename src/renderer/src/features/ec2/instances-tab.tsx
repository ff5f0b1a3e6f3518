import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { isEnded, type Ec2Instance } from '#domain/ec2/instance.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Column } from '#renderer/ui/data-table.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import { StateMark, type Tone } from '#renderer/ui/state-mark.tsx';
import { Ec2ListView } from './ec2-list.tsx';
import type { OfCloud } from './of-cloud.ts';
import { RunDialog } from './run-dialog.tsx';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';

/** What runs in the cloud; each with what it said, and an end. */
export function InstancesTab({ hostId, cloud }: OfCloud) {
  const { client, terminalTabs } = useSession();
  const { ec2 } = client;
  const ask = useCallback(() => ec2.instances({ hostId, cloud }), [ec2, hostId, cloud]);
  const list = useEc2List(ask);
  const { isBusy, change } = useEc2Change(list.refresh);
  const [ending, setEnding] = useState<Ec2Instance | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [isRunning, setRunning] = useState(false);
  const show = (instance: Ec2Instance) =>
    change('The console could not be read', async () => {
      const { text } = await ec2.console({ hostId, cloud, instanceId: instance.id });
      setShown({ instance, text });
    });
  const openTerminal = ({ id, publicAddress }: Ec2Instance) => {
    const place = { kind: 'instance' as const, cloud, instance: id, address: publicAddress ?? '' };
    terminalTabs.getState().open({ hostId, place, title: id });
  };
  const actions: Column<Ec2Instance> = {
    id: 'actions',
    title: 'Actions',
    align: 'right',
    render: (instance) => (
      <ButtonRow>
        <ReasonedButton
          size="compact-xs"
          reason={instance.publicAddress === null ? 'It has no public address, so nobody outside the cloud reaches it.' : null}
          label={`Terminal on ${instance.id}`}
          onClick={() => openTerminal(instance)}
        >
          Terminal
        </ReasonedButton>
        <Button size="compact-xs" disabled={isBusy} onClick={() => void show(instance)}>
          Console
        </Button>
        <Button size="compact-xs" disabled={isBusy || isEnded(instance)} onClick={() => setEnding(instance)}>
          Terminate …
        </Button>
      </ButtonRow>
    ),
  };
  return (
    <>
      <Ec2ListView
        list={list}
        noun="instances"
        columns={[...columns, actions]}
        keyOf={({ id }) => id}
        empty="Nothing runs in this cloud. Start an instance from one of its images."
        actions={
          <Button variant="filled" onClick={() => setRunning(true)}>
            Run an instance …
          </Button>
        }
      />
      {isRunning && <RunDialog hostId={hostId} cloud={cloud} onClose={() => setRunning(false)} onStarted={list.refresh} />}
      {shown !== null && <ConsoleDialog shown={shown} onClose={() => setShown(null)} />}
      {ending !== null && (
        <ConfirmDialog
          title={`Terminate ${ending.id}?`}
          confirm={`Terminate ${ending.id}`}
          keep="Keep it"
          onClose={() => setEnding(null)}
          onConfirm={() =>
            void change('The instance was not terminated', () => ec2.terminate({ hostId, cloud, instanceId: ending.id }))
          }
        >
          What is on its own disk is gone with it. Volumes, key pairs and addresses stay.
        </ConfirmDialog>
      )}
    </>
  );
}

interface Shown {
  readonly instance: Ec2Instance;
  readonly text: string;
}

function ConsoleDialog({ shown: { instance, text }, onClose }: { readonly shown: Shown; readonly onClose: () => void }) {
  const { id, imageId, type, zone, privateAddress, launchedAt } = instance;
  const facts = { Image: imageId, Type: type, Zone: zone, 'Private address': privateAddress, Launched: launchedAt };
  return (
    <Dialog title={`Console of ${id}`} isOpen onClose={onClose} isWide>
      <Sections>
        <FactList rows={Object.entries(facts).map(([label, value]) => ({ label, value: value ?? 'not told' }))} />
        <CommandBlock command={text === '' ? 'It has said nothing yet.' : text} label="What it said" />
      </Sections>
    </Dialog>
  );
}

const tones: Readonly<Record<string, Tone>> = { running: 'ok', pending: 'busy', 'shutting-down': 'busy', stopping: 'busy' };

const columns: readonly Column<Ec2Instance>[] = [
  { id: 'id', title: 'Instance', isFact: true, render: ({ id }) => id },
  { id: 'state', title: 'State', render: ({ state }) => <StateMark tone={tones[state] ?? 'off'} word={state} /> },
  { id: 'public', title: 'Public', isFact: true, render: ({ publicAddress }) => publicAddress ?? '–' },
  { id: 'key', title: 'Key pair', isFact: true, render: ({ keyName }) => keyName ?? '–' },
];
