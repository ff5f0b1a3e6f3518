import type { MachineRun, QmpEvent } from './machine-run.ts';
import type { MachineEnd } from './machine-state.ts';

type Told = Pick<MachineEnd, 'kind' | 'sentence'>;

/** Why a machine does not run, from what its last run left on the host. null: the host could not be asked. */
export function judgeEnd(run: MachineRun | null): MachineEnd {
  if (run === null) {
    return { ...nothingKnown, atEpochMs: null, lastWords: null };
  }
  const shutdown = run.events.findLast(({ name }) => name === 'SHUTDOWN') ?? null;
  const { lastWords } = run;
  return { ...tell(run, shutdown), atEpochMs: shutdown?.atEpochMs ?? null, lastWords };
}

/** The same from the event itself, in the moment it comes. */
export function judgeShutdown(shutdown: QmpEvent): MachineEnd {
  return { ...tellShutdown(shutdown), atEpochMs: shutdown.atEpochMs, lastWords: null };
}

const nothingKnown: Told = { kind: 'unknown', sentence: 'It does not run; how it ended could not be read.' };

const killed: Told = {
  kind: 'died',
  sentence: 'QEMU ended without a word: it was killed, or it crashed.',
};

const restarted: Told = { kind: 'host-restarted', sentence: 'It ended when the host was restarted.' };

function tell({ hasRunFolder, hasEventLog, wasStarted }: MachineRun, shutdown: QmpEvent | null): Told {
  if (shutdown !== null) {
    const told = tellShutdown(shutdown);
    // A host that goes down in order sends every process TERM first, which QEMU writes down as a signal.
    return !hasRunFolder && shutdown.data['reason'] === 'host-signal' ? restarted : told;
  }
  if (!hasRunFolder) {
    return restarted;
  }
  if (!hasEventLog) {
    return { kind: 'unknown', sentence: 'It does not run. It was launched before Nutshell kept a log of how machines end.' };
  }
  return wasStarted ? killed : { kind: 'never-started', sentence: 'It was prepared but not started.' };
}

function tellShutdown({ data }: QmpEvent): Told {
  switch (data['reason'] ?? (data['guest'] === true ? 'guest-shutdown' : 'host-qmp-quit')) {
    case 'guest-shutdown':
      return { kind: 'shut-down-by-guest', sentence: 'Its own system shut it down.' };
    case 'guest-reset':
      return { kind: 'shut-down-by-guest', sentence: 'Its own system restarted it, and it was told to end at a restart.' };
    case 'guest-panic':
      return { kind: 'died', sentence: 'Its own system crashed (guest panic).' };
    case 'host-qmp-quit':
      return { kind: 'powered-off', sentence: 'It was powered off.' };
    case 'host-signal':
      return { kind: 'powered-off', sentence: 'QEMU was ended by a signal, as a power cut to the machine.' };
    case 'host-ui':
      return { kind: 'powered-off', sentence: 'It was powered off from its screen.' };
    case 'host-error':
      return { kind: 'died', sentence: 'QEMU met an error on the host and gave up.' };
    default:
      return { kind: 'powered-off', sentence: 'It was powered off.' };
  }
}
