import { Button, Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import { canRun } from '#domain/ec2/image.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';

interface RunDialogProps extends OfCloud {
  readonly onClose: () => void;
  readonly onStarted: () => Promise<void>;
}

/** Which image, and whose key lets in. */
export function RunDialog({ hostId, cloud, onClose, onStarted }: RunDialogProps) {
  const { ec2 } = useSession().client;
  const images = useEc2List(useCallback(() => ec2.images({ hostId, cloud }), [ec2, hostId, cloud]));
  const keys = useEc2List(useCallback(() => ec2.keys({ hostId, cloud }), [ec2, hostId, cloud]));
  const { isBusy, change } = useEc2Change(onStarted);
  const [chosen, setChosen] = useState<string | null>(null);
  const [keyName, setKeyName] = useState<string | null>(null);
  const runnable = (images.rows ?? []).filter(canRun);
  const imageId = chosen ?? runnable[0]?.id ?? null;
  const problem = images.problem ?? keys.problem;
  const start = async (image: string) => {
    const wish = { imageId: image, keyName, type: null, group: null, zone: null };
    if (await change('The instance was not started', () => ec2.run({ hostId, cloud, ...wish }))) {
      onClose();
    }
  };
  return (
    <Dialog title="Run an instance" isOpen onClose={onClose}>
      <Fields>
        {problem !== null && <ProblemView title="What there is to choose from is not known" problem={problem} />}
        <Select
          label="Image"
          data={runnable.map(({ id, name }) => ({ value: id, label: name === null ? id : `${id}, ${name}` }))}
          value={imageId}
          onChange={setChosen}
        />
        <Select
          label="Key pair"
          description="Whoever has its private half can log in. Without one nobody can."
          placeholder="None"
          clearable
          data={(keys.rows ?? []).map(({ name }) => name)}
          value={keyName}
          onChange={setKeyName}
        />
        <FormActions>
          <Button
            variant="filled"
            disabled={imageId === null}
            loading={isBusy}
            onClick={() => imageId !== null && void start(imageId)}
          >
            Run it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </FormActions>
      </Fields>
    </Dialog>
  );
}
