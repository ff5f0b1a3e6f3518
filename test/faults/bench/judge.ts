import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { FaultHost } from './open-fault-host.ts';
import { absent, complete, findTraces, readState, stopped, type HostState } from './host-state.ts';
import { findLost, precious } from './marks.ts';
import { recordOutcome, type Row } from './record-outcome.ts';

/** What must be on the host now. */
export interface Expected {
  readonly name: string;
  readonly end: keyof typeof ends;
  /** Volumes beside the machine's own that must be there with their data. */
  readonly volumes?: readonly string[];
  /** The machine's volume was set aside: its data must be there under another name. */
  readonly isAside?: boolean;
  /** Thin pools that the test made. */
  readonly pools?: readonly string[];
  /** The one checkpoint that must be there, whole, with one snapshot. */
  readonly checkpoint?: string;
}

const ends = { complete, stopped, absent } as const;

/** Reads the host, expects the end that was to come, and writes down the row of the table. */
export async function judge(
  { host }: FaultHost,
  { name, end, volumes = [], isAside = false, pools = [], checkpoint }: Expected,
  row: Omit<Row, 'lostVolumes' | 'leftovers' | 'isAsExpected'>,
): Promise<void> {
  const state = await readState(host);
  const lost = await findLost(host, [...precious, ...volumes], isAside ? [name] : []);
  const asides = isAside ? state.volumes.filter((volume) => /^removed-.*-1$/.test(volume)).slice(0, 1) : [];
  const snapshots =
    checkpoint === undefined ? [] : state.volumes.filter((volume) => volume.startsWith('checkpoint-')).slice(0, 1);
  const leftovers = findLeftovers(state, {
    machine: end === 'absent' ? null : name,
    volumes: [...volumes, ...asides, ...pools, ...snapshots],
    checkpoint,
  });
  const traces = findTraces(state, name);
  const found = {
    lost,
    leftovers,
    machine: end === 'absent' && volumes.includes(name) ? { ...traces, volume: false } : traces,
    checkpoints: [state.checkpoints, snapshots.length],
  };
  const expected = {
    lost: [],
    leftovers: [],
    machine: ends[end],
    checkpoints: checkpoint === undefined ? [[], 0] : [[checkpoint], 1],
  };
  const isAsExpected = isDeepStrictEqual(found, expected);
  await recordOutcome({ ...row, lostVolumes: lost.length, leftovers: leftovers.length, isAsExpected });
  expect(found).toEqual(expected);
}

interface Explained {
  readonly machine: string | null;
  readonly volumes: readonly string[];
  readonly checkpoint: string | undefined;
}

function findLeftovers(state: HostState, { machine: name, volumes, checkpoint }: Explained): readonly string[] {
  const machines = name === null ? [] : [name];
  const known = new Set([
    ...[...precious, ...volumes, ...machines].map((volume) => `volume ${volume}`),
    ...machines.flatMap((machine) => [
      `process ${machine}`,
      `folder /var/lib/nutshell/machines/${machine}`,
      `folder /run/nutshell/machines/${machine}`,
    ]),
  ]);
  const found = [
    ...state.volumes.map((volume) => `volume ${volume}`),
    ...state.processes.map((process) => `process ${process}`),
    ...state.folders.map((folder) => `folder ${folder}`),
    ...state.taps.slice(machines.length).map((tap) => `tap ${tap}`),
    ...state.checkpoints.filter((one) => one !== checkpoint).map((one) => `checkpoint ${one}`),
    ...state.unfinishedCheckpoints.map((one) => `unfinished checkpoint ${one}`),
    ...state.pauses.map((pause) => `pause ${pause}`),
    ...(state.isLocked ? ['the lock'] : []),
  ];
  return found.filter((one) => !known.has(one));
}

/** Takes a machine away by force, so that the next row begins with an empty host. The brackets hide the patterns from themselves. */
export async function wipe({ host }: FaultHost, name: string): Promise<void> {
  await host.type(`
    rm -rf /run/nutshell-faults/plan
    pkill -9 -f "[-]name ${name} " || true
    n=0; while pgrep -f "[-]name ${name} " >/dev/null && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.1; done
    for volume in $(lvs --noheadings -o lv_name vg01); do case $volume in removed-* | checkpoint-*) lvremove -qq -f "vg01/$volume" ;; esac; done
    ! lvs vg01/${name} >/dev/null 2>&1 || lvremove -qq -f vg01/${name}
    rm -rf /var/lib/nutshell/machines/${name} /run/nutshell/machines/${name} /var/lib/nutshell/removed/* /var/lib/nutshell/checkpoints/*
  `);
}
