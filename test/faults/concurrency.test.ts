import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { openClient, type Client, type LaunchEnd } from '#support/open-client.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { readState } from './bench/host-state.ts';
import { expectNothingLost, makePrecious } from './bench/marks.ts';
import { recordOutcome } from './bench/record-outcome.ts';
import { buildInstallScript } from './bench/stand-ins.ts';

const clientCount = 5;

let host: TestHost;
const clients: Client[] = [];

beforeAll(async () => {
  host = await openPracticeHost();
  await host.type(buildInstallScript());
  await makePrecious(host);
  for (let number = 0; number < clientCount; number += 1) {
    clients.push(await openClient(host.running));
  }
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await host.close();
});

/** Ten of one laptop: four that get in nobody's way, and two each with a name, a MAC and a display that all laptops ask for. */
async function draftTen({ app, hostId }: Client, client: number): Promise<readonly MachineDraft[]> {
  const proposed = await app.machines.propose({ hostId, role: 'ciab', name: null });
  const mac = (kind: number, number: number) => `52:54:00:${kind}0:0${client}:0${number}`;
  const draft = (name: string, own: string, more: Partial<MachineDraft> = {}): MachineDraft => ({
    ...proposed,
    name,
    mac: own,
    memoryMiB: 64,
    vcpus: 1,
    isoPath: null,
    addresses: null,
    disk: { kind: 'lvm', group: 'vg01', name, sizeGiB: 0.125 },
    ...more,
  });
  return [
    ...[0, 1, 2, 3].map((number) => draft(`free-${client}-${number}`, mac(1, number))),
    ...[0, 1].map((number) => draft(`same-name-${number}`, mac(2, number))),
    ...[0, 1].map((number) => draft(`same-mac-${client}-${number}`, `52:54:00:aa:00:0${number}`)),
    ...[0, 1].map((number) =>
      draft(`same-display-${client}-${number}`, mac(3, number), { vnc: { kind: 'display', number: 20 + number } }),
    ),
  ];
}

const collision = /taken|exists already|runs already|is there already/;
// Emulation beside other work: fifty readings at once can take more than a minute.
const tooBusy = /said nothing for \d+ s/;

/** What all laptops ask for, told by the machine's name. */
const contested = [
  /^same-name-0$/,
  /^same-name-1$/,
  /^same-mac-.*-0$/,
  /^same-mac-.*-1$/,
  /^same-display-.*-0$/,
  /^same-display-.*-1$/,
];

const launchedOf = (launched: readonly LaunchEnd[], kind: RegExp) => launched.filter(({ draft }) => kind.test(draft.name)).length;

/** What is there twice of what may be there once. */
const countDoubles = (values: readonly string[]) => values.length - new Set(values).size;

/** MACs and displays as the processes themselves have them. */
async function readProcesses(): Promise<{ readonly macs: readonly string[]; readonly displays: readonly string[] }> {
  const lines = (
    await host.type(
      `for pid in $(pgrep qemu-system); do tr '\\0' '\\n' </proc/$pid/cmdline | grep -o -e 'mac=[0-9a-f:]*' -e '^127.0.0.1:[0-9]*'; done; true`,
    )
  ).split('\n');
  return {
    macs: lines.filter((line) => line.startsWith('mac=')),
    displays: lines.filter((line) => line.startsWith('127.')),
  };
}

it('five laptops launch ten machines each at the same time: everybody gets what is theirs, nobody what is another’s', async () => {
  const drafts: (readonly MachineDraft[])[] = [];
  for (const [number, client] of clients.entries()) {
    drafts.push(await draftTen(client, number));
  }
  const startedMs = Date.now();
  const ends: readonly LaunchEnd[] = await Promise.all(
    clients.flatMap((client, number) => (drafts[number] ?? []).map((draft) => client.launch(draft))),
  );
  const launched = ends.filter(({ isLaunched }) => isLaunched);
  const refused = ends.filter(({ isLaunched }) => !isLaunched);
  const state = await readState(host);
  const { macs, displays } = await readProcesses();
  const names = launched.map(({ draft }) => draft.name);
  const counts = {
    asked: ends.length,
    launched: launched.length,
    'refused: taken by another': refused.filter(({ sentence }) => collision.test(sentence)).length,
    'refused: the host was too busy to be read': refused.filter(({ sentence }) => tooBusy.test(sentence)).length,
    'refused for another reason': refused.filter(({ sentence }) => !collision.test(sentence) && !tooBusy.test(sentence)).length,
    'asked for by several and given to more than one': contested.filter((kind) => launchedOf(launched, kind) > 1).length,
    'QEMU processes on the host': state.processes.length,
    'names twice': countDoubles(state.processes),
    'MACs twice': countDoubles(macs),
    'displays twice': countDoubles(displays),
    'volumes twice': countDoubles(state.volumes),
    'volumes without a machine': state.volumes.filter((volume) => !names.includes(volume)).length - 2,
    'folders without a machine': state.folders.filter((folder) => !names.includes(folder.replace(/.*\//, ''))).length,
    'taps without a machine': state.taps.length - state.processes.length,
    'locks left': state.isLocked ? 1 : 0,
    seconds: Math.round((Date.now() - startedMs) / 1000),
  };
  process.stdout.write(`${JSON.stringify(counts, null, 2)}\n`);
  process.stdout.write(`${[...new Set(refused.map(({ sentence }) => sentence))].slice(0, 8).join('\n')}\n`);
  await recordOutcome({ title: 'Five laptops, ten launches each, at the same time', counts });
  const busy = counts['refused: the host was too busy to be read'];
  const taken = counts['refused: taken by another'];
  expect(counts.launched + taken + busy).toBe(50);
  // Twenty that nobody else wants, and one winner each of two names, two MACs and two displays.
  expect(busy > 0 || counts.launched === 26, `${counts.launched} were launched`).toBe(true);
  expect({ ...counts, seconds: 0 }).toEqual({
    asked: 50,
    launched: counts.launched,
    'refused: taken by another': taken,
    'refused: the host was too busy to be read': busy,
    'refused for another reason': 0,
    'asked for by several and given to more than one': 0,
    'QEMU processes on the host': counts.launched,
    'names twice': 0,
    'MACs twice': 0,
    'displays twice': 0,
    'volumes twice': 0,
    'volumes without a machine': 0,
    'folders without a machine': 0,
    'taps without a machine': 0,
    'locks left': 0,
    seconds: 0,
  });
  expect(state.processes.toSorted()).toEqual(names.toSorted());
  await expectNothingLost(host);
}, 1_800_000);
