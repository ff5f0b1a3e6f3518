import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { AddressMap } from '#domain/addressing/address-map.ts';
import { changeOwned } from '#domain/addressing/change-owned.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

interface OwnDialogProps {
  readonly hostId: string;
  readonly owned: readonly string[];
  readonly onClose: () => void;
  readonly onChanged: (map: AddressMap) => void;
}

/** What a person owns in the network of a host, one block a line, read while it is typed. */
export function OwnDialog({ hostId, owned, onClose, onChanged }: OwnDialogProps) {
  const { client } = useSession();
  const [text, setText] = useState(owned.join('\n'));
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const read = changeOwned([], text, 'replace');
  const save = async () => {
    setStatus({ kind: 'loading' });
    try {
      onChanged(await client.addressing.own({ hostId, blocks: text, way: 'replace' }));
      onClose();
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <Dialog title="What you own" isOpen onClose={onClose}>
      <Sections>
        <Textarea
          data-autofocus
          label="Addresses that are yours, one block a line"
          description="10.101.7.x, 10.101.7.0/24, 10.101.7.10-10.101.7.80 or a single address"
          autosize
          minRows={3}
          spellCheck={false}
          value={text}
          error={read.kind === 'unreadable' ? read.reasons.join(' ') : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Muted>
          What is inside the subnet of the host’s bridge is for machines and public addresses, all else for private subnets. It is
          remembered on this laptop; nothing changes on the host.
        </Muted>
        {status.kind === 'failed' && <ProblemView title="It was not remembered" problem={status.problem} />}
        <FormActions>
          <Button
            variant="filled"
            disabled={read.kind === 'unreadable'}
            loading={status.kind === 'loading'}
            onClick={() => void save()}
          >
            Remember what I own
          </Button>
          <Button onClick={onClose}>Leave it as it is</Button>
        </FormActions>
      </Sections>
    </Dialog>
  );
}
