import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getMachinePaths } from '#domain/machines/machine-paths.ts';
import { openBenchHost, type BenchHost } from './machines/bench-host.ts';
import { aSmallMachine } from './machines/machine-draft.ts';
import { openNutshell, type BenchNutshell } from './machines/open-nutshell.ts';
import { startMachines } from './machines/start-machines.ts';
import { interleave } from './measure/interleave.ts';
import { roundsOf, writeSection, type Series } from './measure/section.ts';
import type { PersistentShell } from './openssh/openssh.ts';

const byHand = 'ssh and tail -F';
const { name } = aSmallMachine(1, 16);
const { control, events } = getMachinePaths(name);
const series: Series[] = [];

let bench: BenchHost;
let nutshell: BenchNutshell;
let shell: PersistentShell;

beforeAll(async () => {
  bench = await openBenchHost();
  nutshell = await openNutshell(bench);
  const { client, hostId } = nutshell;
  await startMachines(bench.openssh, (await client.hosts.read({ hostId })).facts, 1);
  shell = bench.openssh.openShell();
  // Made with its processors stopped. Its BIOS finds nothing to boot, and then it idles.
  await command('cont');
});

afterAll(async () => {
  shell.close();
  await nutshell.close();
  await bench.close();
  await writeSection({
    id: '5-events',
    title: 'From an event of QEMU to the laptop',
    reference: byHand,
    series,
    conditions: [
      bench.description,
      'A machine is paused and resumed by its control channel, from a shell that is open already. Time from sending that to hearing of it: as a line of the log that tail prints, and as a reading in which the machine is paused or runs.',
      'Both listen all the time. Before there were events, Nutshell asked every 5 seconds.',
    ],
  });
});

function command(word: 'stop' | 'cont'): Promise<string> {
  return shell.ask(`printf '{"execute":"${word}"}\\n' >${control}.in`);
}

/** Hears of each change as soon as it is told; `next` resolves at the first one for which `isIt` holds. */
function createEar<T>() {
  let listener: ((item: T) => void) | null = null;
  return {
    hear: (item: T) => listener?.(item),
    next: (isIt: (item: T) => boolean) =>
      new Promise<void>((resolve) => {
        listener = (item) => {
          if (isIt(item)) {
            listener = null;
            resolve();
          }
        };
      }),
  };
}

describe('hearing that a machine was paused or resumed', () => {
  it('with Nutshell and with tail', async () => {
    const lines = createEar<string>();
    const endTail = bench.openssh.follow(`tail -n 0 -F ${events}`, lines.hear);
    const pauses = createEar<boolean>();
    const watching = new AbortController();
    const watched = watch(watching.signal, pauses.hear);
    let isPaused = false;

    const measure = async (heard: (expected: boolean) => Promise<void>) => {
      await bench.settle();
      isPaused = !isPaused;
      const told = heard(isPaused);
      const startedAt = performance.now();
      await command(isPaused ? 'stop' : 'cont');
      await told;
      return { time: performance.now() - startedAt };
    };
    const measured = await interleave({
      subject: 'hear of an event',
      ways: {
        [byHand]: () => measure((expected) => lines.next((line) => line.includes(expected ? '"STOP"' : '"RESUME"'))),
        Nutshell: () => measure((expected) => pauses.next((state) => state === expected)),
      },
      units: { time: 'ms' },
      rounds: roundsOf(21, 5),
    });
    watching.abort();
    await watched;
    await endTail();
    expect(measured).not.toEqual([]);
    series.push(...measured);
  });
});

async function watch(signal: AbortSignal, hear: (isPaused: boolean) => void): Promise<void> {
  const { client, hostId } = nutshell;
  try {
    for await (const { machines } of client.hosts.readings({ hostId }, { signal })) {
      const state = machines.find((machine) => machine.name === name)?.state;
      if (state?.kind === 'running') {
        hear(state.isPaused);
      }
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}
