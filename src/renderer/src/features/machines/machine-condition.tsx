import { Button } from '@mantine/core';
import type { MachineEnd } from '#domain/machines/machine-state.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';
import { toMachineTone, toStateWord } from './machine-words.ts';
import { runMachineAction } from './run-machine-action.ts';

interface MachineConditionProps {
  readonly hostId: string;
  readonly machine: Machine;
}

/** Why a machine does not simply run, and the way on. */
export function MachineCondition({ hostId, machine }: MachineConditionProps) {
  const session = useSession();
  const { state, name } = machine;
  const tone = toMachineTone(machine);
  if (state.kind === 'running') {
    return state.isPaused ? (
      <Banner
        tone={tone}
        word={toStateWord(machine)}
        actions={<Button onClick={() => void runMachineAction(session, hostId, name, { kind: 'resume' })}>Resume machine</Button>}
      >
        {state.pauseReason}
      </Banner>
    ) : null;
  }
  const { how } = state;
  return (
    <>
      <Banner tone={tone} word={toStateWord(machine)}>
        {how.sentence} {how.atEpochMs !== null && <TimeAgo epochMs={how.atEpochMs} />}
      </Banner>
      {hasWords(how) && (
        <Section title="QEMU’s last words">
          <CommandBlock label="QEMU’s last words" command={how.lastWords ?? ''} />
        </Section>
      )}
    </>
  );
}

/** What QEMU says at an orderly end (the signal that ended it) explains nothing. */
function hasWords({ kind, lastWords }: MachineEnd): boolean {
  return lastWords !== null && (kind === 'died' || kind === 'unknown' || kind === 'never-started');
}
