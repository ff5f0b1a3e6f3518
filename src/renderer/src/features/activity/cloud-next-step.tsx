import { Button } from '@mantine/core';
import type { Operation } from '#domain/activity/build-operation.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { useGo, useReading } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';

interface CloudNextStepProps {
  readonly hostId: string;
  readonly operation: Operation;
}

/** An operation on a cloud leads to the cloud, where the installs of its machines are told; as soon as the host knows it. */
export function CloudNextStep({ hostId, operation: { target, outcome } }: CloudNextStepProps) {
  const go = useGo();
  const { reading } = useReading(hostId);
  const name = target.kind === 'cloud' ? target.name : null;
  const isThere = reading !== null && listClouds(reading).some((cloud) => cloud.kind === 'cloud' && cloud.name === name);
  if (name === null || !isThere) {
    return null;
  }
  const isRunning = outcome === null;
  return (
    <Banner
      tone={isRunning ? 'busy' : 'off'}
      word="Next"
      actions={
        <Button variant="filled" onClick={() => go({ kind: 'cloud', hostId, cloud: name })}>
          {isRunning ? `Show how ${name} comes along` : `Show cloud ${name}`}
        </Button>
      }
    >
      {isRunning
        ? `Each machine’s install is drawn stage by stage on the page of ${name}, with its console a click away.`
        : `Its machines, its addresses and the ways into it are on the page of ${name}.`}
    </Banner>
  );
}
