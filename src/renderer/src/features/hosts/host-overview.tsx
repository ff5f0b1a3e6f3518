import { Button } from '@mantine/core';
import type { HostView } from '#contract/hosts.ts';
import { listThinPools, type ThinPool } from '#domain/machines/thin-pool.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { describeTarget } from '#domain/hosts/host.ts';
import { useReading, useSession } from '#renderer/session/session-context.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { formatBytes, formatMiB } from '#domain/format-bytes.ts';
import { formatCountOf, formatDuration } from '#renderer/ui/format.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { Columns, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Stale } from '#renderer/ui/stale.tsx';
import { UsageMeter } from '#renderer/ui/usage-meter.tsx';
import { describePrivilege } from './connection-words.ts';
import { ReadinessList, summariseReadiness } from './readiness-list.tsx';

/** What the host is and whether a cloud can run on it: one reading, with the moment it was made. */
export function HostOverview({ view }: { readonly view: HostView }) {
  const hostId = view.host.id;
  const { readings } = useSession();
  const { reading, status } = useReading(hostId);
  const refresh = () => void readings.getState().refresh(hostId);
  if (reading === null) {
    if (status.kind === 'failed') {
      return <ProblemView title="The host could not be read" problem={status.problem} onRetry={refresh} />;
    }
    return view.connection.kind === 'connected' || view.connection.kind === 'connecting' ? (
      <Loading what="Reading the host in one round trip" rows={12} />
    ) : (
      <p>Nothing was read from {view.host.name} yet. Connect to it to see what it is and what it lacks.</p>
    );
  }
  const { facts, readiness } = reading;
  return (
    <Sections>
      {status.kind === 'failed' && <ProblemView title="The last reading failed" problem={status.problem} onRetry={refresh} />}
      <Section
        title="Readiness"
        aside={
          <>
            <span>{summariseReadiness(readiness)}</span>
            <Stale readAtEpochMs={facts.readAtEpochMs} staleAfterMs={30_000} />
            <Button variant="subtle" size="compact-xs" loading={status.kind === 'loading'} onClick={refresh}>
              Read again
            </Button>
          </>
        }
      >
        <ReadinessList readiness={readiness} />
      </Section>
      <Columns>
        <Section title="Capacity">
          <FactList rows={toCapacityRows(facts)} />
        </Section>
        <Section title="Host">
          <FactList rows={toHostRows(view, facts)} />
        </Section>
      </Columns>
    </Sections>
  );
}

function toCapacityRows({ memory, cpu, storage }: HostFacts): readonly FactRow[] {
  const groups = storage.groups.kind === 'known' ? storage.groups.value : [];
  return [
    {
      label: 'Memory',
      value:
        memory.kind === 'known' ? (
          <UsageMeter
            label="Memory in use"
            used={memory.value.totalMiB - memory.value.availableMiB}
            total={memory.value.totalMiB}
          >
            {`${formatMiB(memory.value.availableMiB)} free of ${formatMiB(memory.value.totalMiB)}`}
          </UsageMeter>
        ) : (
          'unknown'
        ),
    },
    {
      label: 'Processor',
      value: cpu.kind === 'known' ? formatCountOf(cpu.value.threads, 'thread') : 'unknown',
      ...(cpu.kind === 'known' && { note: cpu.value.model }),
    },
    ...groups.map(({ name, freeBytes, sizeBytes }) => ({
      label: `Group ${name}`,
      value: (
        <UsageMeter label={`Space in use in ${name}`} used={sizeBytes - freeBytes} total={sizeBytes}>
          {`${formatBytes(freeBytes)} free of ${formatBytes(sizeBytes)}`}
        </UsageMeter>
      ),
    })),
    ...listThinPools(storage.volumes.kind === 'known' ? storage.volumes.value : []).map(toPoolRow),
    ...(storage.groups.kind === 'unavailable'
      ? [{ label: 'Volume groups', value: 'unknown', isWords: true, note: storage.groups.reason }]
      : groups.length === 0
        ? [{ label: 'Volume groups', value: 'none', isWords: true }]
        : []),
  ];
}

function toPoolRow({ group, name, sizeBytes, usedBytes, promisedBytes }: ThinPool): FactRow {
  const promised = Math.max(0, promisedBytes - usedBytes);
  return {
    label: `Pool ${group}/${name}`,
    value: (
      <UsageMeter label={`Space in use in ${group}/${name}`} used={usedBytes} promised={promised} total={sizeBytes}>
        {`${formatBytes(sizeBytes - usedBytes)} free of ${formatBytes(sizeBytes)}, ${formatBytes(promised)} promised`}
      </UsageMeter>
    ),
  };
}

function toHostRows({ host, connection }: HostView, facts: HostFacts): readonly FactRow[] {
  return [
    { label: 'Host name', value: facts.hostName, copy: facts.hostName },
    { label: 'Address', value: describeTarget(host), copy: describeTarget(host) },
    ...(host.jumps.length === 0 ? [] : [{ label: 'Through', value: host.jumps.map(describeTarget).join(' → ') }]),
    { label: 'System', isWords: true, value: facts.distribution, note: `kernel ${facts.kernelRelease}` },
    { label: 'Up for', value: formatDuration(facts.uptimeSeconds * 1_000) },
    { label: 'Login', value: facts.loginUser, note: describePrivilege(facts.privilege) },
    ...(connection.kind === 'connected' ? [{ label: 'SSH server', value: connection.serverVersion }] : []),
    {
      label: 'Reading',
      value: `${formatDuration(facts.roundTripMs)}, ${formatBytes(facts.bytesRead)}`,
      note: 'one round trip for the host and all its machines',
    },
  ];
}
