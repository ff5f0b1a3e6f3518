import { Button } from '@mantine/core';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import { getStage } from '#domain/clouds/timeline/install-timeline.ts';
import { useGo } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { StageLine, StageRow } from '#renderer/ui/stage-line.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { stageWords, toStages } from './cloud-words.ts';
import type { ToldProgress } from './use-cloud-progress.ts';

interface CloudTimelineProps {
  readonly hostId: string;
  readonly progress: ToldProgress;
}

/** How far each machine's install is, in the order in which they begin. */
export function CloudTimeline({ hostId, progress: { machines, clockOffsetMs } }: CloudTimelineProps) {
  const nowEpochMs = useNow() + clockOffsetMs;
  return machines.map((machine) => (
    <MachineTimeline key={machine.name} hostId={hostId} machine={machine} nowEpochMs={nowEpochMs} />
  ));
}

interface MachineTimelineProps {
  readonly hostId: string;
  readonly machine: MachineProgress;
  readonly nowEpochMs: number;
}

function MachineTimeline({ hostId, machine, nowEpochMs }: MachineTimelineProps) {
  const go = useGo();
  const { name, role, timeline, stall } = machine;
  const { tone, word } = describeStage(machine);
  const said = timeline.lastLine ?? timeline.phases.at(-1)?.title ?? null;
  return (
    <StageRow
      name={name}
      note={role}
      state={<StateMark tone={tone} word={word} />}
      actions={<Button onClick={() => go({ kind: 'machine', hostId, machine: name, tab: 'console' })}>Console</Button>}
    >
      <StageLine label={`Install of ${name}`} stages={toStages(machine, nowEpochMs)} />
      {said !== null && <Muted>{said}</Muted>}
      {(stall.kind === 'stalled' || stall.kind === 'needs-person') && (
        <Banner tone="attention" word={stall.kind === 'stalled' ? 'Stands still' : 'Needs you'}>
          {stall.sentence}
        </Banner>
      )}
    </StageRow>
  );
}

function describeStage({ timeline, stall }: MachineProgress): { readonly tone: Tone; readonly word: string } {
  const stage = getStage(timeline);
  if (stage === null) {
    return { tone: 'off', word: 'Not begun' };
  }
  const tones: Partial<Record<typeof stage, Tone>> = { ready: 'ok', failed: 'broken', 'needs-person': 'attention' };
  return { tone: stall.kind === 'stalled' ? 'attention' : (tones[stage] ?? 'busy'), word: stageWords[stage] };
}
