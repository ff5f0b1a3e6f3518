import { Button, NumberInput, Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useSession } from '#renderer/session/session-context.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2Change } from './use-ec2-change.ts';
import { useEc2List } from './use-ec2-list.ts';

interface VolumeDialogProps extends OfCloud {
  readonly onClose: () => void;
  readonly onMade: () => Promise<void>;
}

const largestGiB = 16_384;

/** How large, and where. */
export function VolumeDialog({ hostId, cloud, onClose, onMade }: VolumeDialogProps) {
  const { ec2 } = useSession().client;
  const zones = useEc2List(useCallback(() => ec2.zones({ hostId, cloud }), [ec2, hostId, cloud]));
  const { isBusy, change } = useEc2Change(onMade);
  const [size, setSize] = useState<string | number>(1);
  const [chosen, setChosen] = useState<string | null>(null);
  const zone = chosen ?? zones.rows?.[0]?.name ?? null;
  const sizeGiB = typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= largestGiB ? size : null;
  const make = async (wanted: { readonly sizeGiB: number; readonly zone: string }) => {
    if (await change('No volume was made', () => ec2.createVolume({ hostId, cloud, ...wanted }))) {
      onClose();
    }
  };
  return (
    <Dialog title="New volume" isOpen onClose={onClose}>
      <Fields>
        {zones.problem !== null && <ProblemView title="The cloud’s zones are not known" problem={zones.problem} />}
        <NumberInput
          label="Size"
          description="It takes its room in the cloud as it is written to."
          suffix=" GiB"
          min={1}
          max={largestGiB}
          allowDecimal={false}
          value={size}
          onChange={setSize}
          error={sizeGiB === null ? `Whole GiB, from 1 to ${largestGiB}.` : null}
          data-autofocus
        />
        <Select
          label="Zone"
          description="Only instances of the same zone can have it."
          data={(zones.rows ?? []).map(({ name }) => name)}
          value={zone}
          onChange={setChosen}
        />
        <FormActions>
          <Button
            variant="filled"
            disabled={sizeGiB === null || zone === null}
            loading={isBusy}
            onClick={() => sizeGiB !== null && zone !== null && void make({ sizeGiB, zone })}
          >
            Make the volume
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </FormActions>
      </Fields>
    </Dialog>
  );
}
