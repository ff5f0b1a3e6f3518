import { Select } from '@mantine/core';
import { useCallback } from 'react';
import { isEnded } from '#domain/ec2/instance.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import type { OfCloud } from './of-cloud.ts';
import { useEc2List } from './use-ec2-list.ts';

interface InstanceSelectProps extends OfCloud {
  readonly value: string | null;
  readonly onChange: (instanceId: string | null) => void;
}

/** One of the instances that run. */
export function InstanceSelect({ hostId, cloud, value, onChange }: InstanceSelectProps) {
  const { ec2 } = useSession().client;
  const { rows, problem } = useEc2List(useCallback(() => ec2.instances({ hostId, cloud }), [ec2, hostId, cloud]));
  const running = (rows ?? []).filter((instance) => !isEnded(instance));
  return (
    <>
      {problem !== null && <ProblemView title="What runs in the cloud is not known" problem={problem} />}
      <Select
        label="Instance"
        placeholder={rows !== null && running.length === 0 ? 'None runs' : 'Choose one'}
        data={running.map(({ id, publicAddress }) => ({
          value: id,
          label: publicAddress === null ? id : `${id}, ${publicAddress}`,
        }))}
        value={value}
        onChange={onChange}
        data-autofocus
      />
    </>
  );
}
