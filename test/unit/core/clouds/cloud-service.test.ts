import { describe, expect, it } from 'vitest';
import type { CloudReview } from '#contract/clouds.ts';
import { aClaim, anAddress } from '#fakes/addressing.ts';
import { createCloudBench, type CloudWorld } from '#fakes/cloud-bench.ts';
import { aCloud, aCloudMachine } from '#fakes/clouds.ts';
import { aDefinition } from '#fakes/machines.ts';
import { anIso } from '#fakes/recipes.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { toCloudAddresses, type Cloud } from '#domain/clouds/cloud.ts';
import { toClaimParts } from '#domain/addressing/claims/address-claim.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { toWish } from '#domain/clouds/cloud-wish.ts';
import { writeCloudFile } from '#domain/clouds/write-cloud-file.ts';
import { known, unavailable } from '#domain/fact.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { aHost as aHostEntry } from '../../cli/builders.ts';

/** What a person has agreed to of machines that go. */
interface Removal {
  readonly keepVolumes: string[];
  readonly graceMinutes: number;
}

const hostId = 'lab-1';
const signal = new AbortController().signal;
const context = { signal };
const entry = (id: string) => ({ id, title: id, hotkey: null, kernel: null, words: [], isDefault: false, isLocalBoot: false });
const iso = anIso({
  volume: 'SILVEREYE_PRACTICE',
  title: 'Practice Installer for Nutshell (behaves as Silvereye FastStart)',
  entries: ['nc', 'frontend', 'ciab', 'minimal', 'local'].map(entry),
});
const head = 'cloud: 1\nname: blue\nrecipe: practice-cloud\n';
const password = 'correct horse';

const open = (more: Partial<CloudWorld> = {}) => createCloudBench({ host: aHostEntry(), images: [iso], ...more });
const wanted = (file: string) => ({ hostId, file, ignoreLaptop: false, days: 30, removal: null as Removal | null });

async function plan(bench: ReturnType<typeof open>, file: string, probe = false): Promise<CloudReview> {
  const review = await bench.service.plan({ ...wanted(file), probe }, context);
  if (review.kind !== 'planned') throw new Error(JSON.stringify(review));
  return review;
}
async function up(bench: ReturnType<typeof open>, file: string, given: string | null = password) {
  await drain(bench.service.up({ ...wanted(file), password: given, typedName: '' }, context));
}

async function drain(events: AsyncIterable<OperationEvent>) {
  const kinds = [];
  for await (const { kind } of events) kinds.push(kind);
  expect(kinds).toEqual(['finished']);
}

/** A cloud of the practice recipe that is there: its record, its claim and its machines. */
function aWorldWith(cloud: Cloud, claims = [claimOf(cloud)]): Partial<CloudWorld> {
  const definitions = cloud.machines.map(({ name, memoryMiB, vcpus, mac, isoPath, bridge, diskName, diskGiB, address }, at) =>
    aDefinition({
      ...{ name, memoryMiB, vcpus, mac, isoPath, bridge },
      uuid: `7a1d0f6e-0c4e-4a57-9d5e-00000000000${at}`,
      disk: { kind: 'lvm', group: 'vg01', name: diskName, sizeGiB: diskGiB },
      addresses: { ip: formatIpv4(address), prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
    }),
  );
  return {
    facts: {
      clouds: known([{ kind: 'read', name: cloud.name, cloud }], 'cat'),
      claims: known(claims, 'cat'),
      definitions: known(definitions, 'cat'),
    },
  };
}
const claimOf = (cloud: Cloud) =>
  aClaim({ addresses: toCloudAddresses(cloud), owner: 'ada@laptop', parts: toClaimParts(toCloudAddresses(cloud)) });
const practiceCloud = (more: Partial<Cloud> = {}) =>
  aCloud({
    recipe: 'practice-cloud',
    shape: 'frontend-and-nodes',
    machines: [
      aCloudMachine({
        name: 'blue-nc',
        role: 'nc',
        isoPath: iso.path,
        mac: '52:54:00:0a:0b:01',
        address: anAddress('10.101.7.3'),
      }),
      aCloudMachine({ name: 'blue-frontend', role: 'frontend', isoPath: iso.path, mac: '52:54:00:0a:0b:02' }),
    ],
    bridgeAddress: null,
    ...more,
  });
const fileOf = (cloud: Cloud) => writeCloudFile(toWish(cloud));

describe('a cloud that is new', () => {
  it('is run as it was reviewed, to the letter, after its addresses were asked for and its secrets are there', async () => {
    const bench = open();
    const review = await plan(bench, head);
    expect(review.refusals).toEqual([]);
    expect(review).toMatchObject({ existing: null, needsPassword: true, probe: null });
    expect(review.launches).toMatchObject([{ name: 'blue', role: 'ciab', how: 'unattended', way: 'direct-kernel' }]);
    await up(bench, review.file);
    expect(bench.happened).toEqual(['probe', 'secrets', 'start']);
    expect(bench.plans[0]?.plan).toEqual(review.plan);
    expect(bench.secrets).toEqual([[bench.plans[0]?.operationId, new Map([['rootPasswordHash', '$6$salt$13']])]]);
    expect(JSON.stringify(bench.plans)).not.toContain(password);
  });

  it('is another operation when it is brought up once more', async () => {
    const bench = open();
    const { file } = await plan(bench, head);
    await up(bench, file);
    await up(bench, file);
    expect(bench.plans[0]?.operationId).not.toBe(bench.plans[1]?.operationId);
  });

  it('that installs by keys brings the password as keys, and refuses one that has none', async () => {
    const bench = open();
    const file = `${head}install: boot-menu\n`;
    const [machine] = (await plan(bench, file)).launches;
    expect(machine).toMatchObject({ how: 'unattended', way: 'boot-menu' });
    await up(bench, file, 'Ab c-1');
    expect(bench.secrets[0]?.[1]).toEqual(new Map([['rootPasswordKeys', 'shift-a b spc c minus 1']]));
    await expect(up(bench, file, 'пароль-1')).rejects.toThrow('cannot be typed with the keyboard layout us');
    expect(bench.plans).toHaveLength(1);
  });

  it('needs a password, and nothing happens without', async () => {
    const bench = open();
    await expect(up(bench, head, null)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(bench.happened).toEqual([]);
  });

  it('is refused where its addresses are another cloud’s, which is named; where they are left open it comes beside it', async () => {
    const bench = open({ facts: { claims: known([aClaim({ addresses: { cloud: 'green' } })], 'cat') } });
    const given = `${head}addresses:\n  public: 10.101.7.40-10.101.7.50\n`;
    expect(await bench.service.plan({ ...wanted(given), probe: false }, context)).toMatchObject({
      kind: 'refused',
      problems: [expect.stringContaining('the public addresses of cloud green, claimed by bob@desk') as string],
    });
    await expect(up(bench, given)).rejects.toMatchObject({ code: 'conflict' });
    expect(bench.happened).toEqual([]);
    const { cloud } = await plan(bench, head);
    expect(cloud.public).toEqual([toKnownRange('10.101.7.64-10.101.7.95')]);
  });

  it('is refused where somebody answers for an address, before any secret leaves the laptop', async () => {
    const answer = { address: anAddress('10.101.7.40'), mac: '00:11:22:33:44:55' };
    const bench = open({ probe: { neighbours: [answer], replies: [answer], hostAddresses: [] } });
    const file = `${head}addresses:\n  public: 10.101.7.32-10.101.7.63\n`;
    const review = await plan(bench, file, true);
    expect(review.refusals).toEqual(['10.101.7.40 is in use: 00:11:22:33:44:55 answered.']);
    await expect(up(bench, file)).rejects.toThrow('10.101.7.40 is in use');
    expect(bench.happened).toEqual(['probe', 'probe']);
  });

  it('says what is wrong with the file, with line and column, and which recipes there are', async () => {
    const bench = open();
    expect(await bench.service.complete({ hostId, file: 'cloud: 1\nname: Blue!\n', ignoreLaptop: false }, context)).toMatchObject(
      {
        kind: 'unreadable',
        problems: expect.arrayContaining([expect.objectContaining({ line: 2, column: 7 })]) as unknown,
      },
    );
    const file = 'cloud: 1\nname: blue\nrecipe: unheard-of\n';
    expect(await bench.service.complete({ hostId, file, ignoreLaptop: false }, context)).toEqual({
      kind: 'refused',
      problems: ['There is no recipe unheard-of. There are others.'],
      notes: [],
    });
    await expect(up(bench, 'cloud: 1\n')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('is refused with an ISO that is not there, and warned of one that looks like something else', async () => {
    expect((await plan(open(), `${head}iso: /srv/iso/gone.iso\n`)).refusals).toEqual([
      'There is no /srv/iso/gone.iso on the host.',
    ]);
    const other = { ...anIso({ volume: 'OTHER', title: 'Something else', entries: [] }), path: '/srv/iso/other.iso' };
    const { verdicts, refusals } = await plan(open({ images: [other] }), `${head}iso: /srv/iso/other.iso\n`);
    expect(refusals).toEqual([]);
    expect(verdicts.map(({ message }) => message).join(' ')).toContain('/srv/iso/other.iso does not look like Practice cloud.');
  });

  it('is not begun where the clouds of the host cannot be read', async () => {
    const bench = open({ facts: { clouds: unavailable('cat', 'Permission denied', 'raw') } });
    await expect(bench.service.complete({ hostId, file: head, ignoreLaptop: false }, context)).rejects.toMatchObject({
      code: 'unexpected-output',
      raw: 'raw',
    });
  });
});

describe('a cloud that is there', () => {
  it('has nothing to be done where its file says what it is', async () => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud));
    const review = await plan(bench, fileOf(cloud));
    expect(review).toMatchObject({ changes: [], refusals: [], plan: { steps: [] } });
    await expect(up(bench, fileOf(cloud))).rejects.toThrow('Cloud blue is as the file has it: there is nothing to do.');
    expect(bench.happened).toEqual([]);
  });

  it('gets what the file adds, and its own addresses are asked for alone', async () => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud));
    const file = fileOf(cloud).replace('machines:\n', 'machines:\n  - role: nc\n    name: blue-nc-2\n');
    const review = await plan(bench, file, true);
    expect(review.changes.map(({ kind }) => kind)).toEqual(['machine-added']);
    expect(review.launches.map(({ name }) => name)).toEqual(['blue-nc-2']);
    expect(review.probe?.asked).toHaveLength(1);
    expect(review.plan.title).toBe('Add to cloud blue');
    await up(bench, review.file);
    expect(bench.plans[0]?.plan).toEqual(review.plan);
  });

  it.each([
    ['diskGiB: 100', 'diskGiB: 50', 'a disk is never made smaller. That needs a new machine: destroy blue-nc first.'],
    ['public: 10.101.7.64-10.101.7.95', 'public: 10.101.7.64-10.101.7.90', 'Up does neither: claim them by themselves first.'],
    ['address: 10.101.7.3', 'address: 10.101.7.4', 'That needs a new machine: destroy blue-nc first.'],
  ])('is not changed otherwise: %s to %s is refused, with who does it', async (before, after, sentence) => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud));
    const { refusals, plan: refused } = await plan(bench, fileOf(cloud).replace(before, after));
    expect(refusals.join(' ')).toContain(sentence);
    expect(refused.steps).toEqual([]);
    await expect(up(bench, fileOf(cloud).replace(before, after))).rejects.toMatchObject({ code: 'conflict' });
    expect(bench.happened).toEqual([]);
  });

  it('gets other sizes where the file has others: no machine is launched, nobody asks for a password', async () => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud));
    const file = fileOf(cloud).replace('memoryMiB: 4096', 'memoryMiB: 2048').replace('diskGiB: 100', 'diskGiB: 101');
    const review = await plan(bench, file, true);
    expect(review).toMatchObject({ refusals: [], launches: [], removes: [], needsPassword: false, probe: null });
    expect(review.plan.title).toBe('Change cloud blue');
    expect(review.plan.steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['check-machine@blue-nc', 'write-definition@blue-nc', 'grow-disk@blue-nc', 'write-cloud']),
    );
    await up(bench, review.file, null);
    expect(bench.plans[0]?.plan).toEqual(review.plan);
    expect(bench.happened).toEqual(['start']);
  });

  describe('without one of its machines in the file', () => {
    const [node] = practiceCloud().machines;
    const second = {
      ...node!,
      name: 'blue-nc-2',
      diskName: 'blue-nc-2',
      mac: '52:54:00:0a:0b:03',
      address: anAddress('10.101.7.5'),
    };
    const cloud = practiceCloud({ machines: [node!, second, practiceCloud().machines[1]!] });
    const file = fileOf(practiceCloud());
    const removal: Removal = { keepVolumes: [], graceMinutes: 10 };

    it('keeps it until somebody says that it may go', async () => {
      const bench = open(aWorldWith(cloud));
      const { refusals } = await plan(bench, file);
      expect(refusals).toEqual([
        'blue-nc-2 (nc) is no longer in the file: it would be destroyed, with its disk. Nobody has agreed to that yet.',
      ]);
      await expect(up(bench, file)).rejects.toMatchObject({ code: 'conflict' });
      expect(bench.happened).toEqual([]);
    });

    it('sets it aside then, so that it can be brought back, and leaves the others alone', async () => {
      const bench = open(aWorldWith(cloud));
      const review = await bench.service.plan({ ...wanted(file), removal, probe: false }, context);
      if (review.kind !== 'planned') throw new Error(JSON.stringify(review));
      expect(review).toMatchObject({ refusals: [], launches: [], removes: ['blue-nc-2'] });
      expect(review.volumes.map(({ path }) => path)).toEqual(['/dev/vg01/blue-nc-2']);
      expect(review.plan.undoableUntilEpochMs).not.toBeNull();
      expect(review.plan.steps.flatMap(({ id }) => (id.includes('@') ? [id.split('@')[1]] : []))).not.toContain('blue-nc');
      await drain(bench.service.up({ ...wanted(review.file), removal, password: null, typedName: 'blue' }, context));
      expect(bench.plans[0]?.plan).toEqual(review.plan);
    });
  });

  it('knows its machines again in a file that names none of them', async () => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud));
    const two = `${head}machines:\n  - role: frontend\n  - role: nc\n  - role: nc\n`;
    const review = await plan(bench, two);
    expect(review.cloud.machines.map(({ name }) => name)).toEqual(['blue-nc', 'blue-nc-1', 'blue-frontend']);
    expect(review.changes.map(({ kind }) => kind)).toEqual(['machine-added']);
  });

  it('is compared with what is there now, and exported so: a machine that is gone is launched anew', async () => {
    const cloud = practiceCloud();
    const world = aWorldWith(cloud);
    const [node] = cloud.machines;
    const definitions = world.facts?.definitions;
    if (definitions?.kind !== 'known' || node === undefined) throw new Error('The world has no machines');
    const facts = {
      ...world.facts,
      definitions: known(
        definitions.value.filter(({ name }) => name !== node.name).map((one) => ({ ...one, memoryMiB: 8192 })),
        'cat',
      ),
    };
    const bench = open({ facts });
    const { file } = await bench.service.export({ hostId, cloud: 'blue' }, context);
    expect(file).toContain('memoryMiB: 8192');
    expect(file).not.toContain('blue-nc');
    const changed = fileOf({ ...cloud, machines: cloud.machines.map((one) => ({ ...one, memoryMiB: 8192 })) });
    expect((await plan(bench, changed)).changes.map(({ kind }) => kind)).toEqual(['machine-added']);
  });

  it('of which somebody else has claimed the addresses is left alone', async () => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud, [{ ...claimOf(cloud), owner: 'bob@desk' }]));
    const file = fileOf(cloud).replace('machines:\n', 'machines:\n  - role: nc\n    name: blue-nc-2\n');
    expect((await plan(bench, file)).refusals.join(' ')).toContain('Cloud blue is claimed by bob@desk');
  });
});

describe('the end of a cloud', () => {
  const ending = { hostId, cloud: 'blue', keepVolumes: [], graceMinutes: 10 };

  it('is reviewed and run as one operation, once its name was typed', async () => {
    const cloud = practiceCloud();
    const bench = open(aWorldWith(cloud));
    const review = await bench.service.reviewDown(ending, context);
    expect(review.machines).toEqual(['blue-nc', 'blue-frontend']);
    expect(review.plan.title).toBe('Take down cloud blue');
    expect(review.refusals).toEqual([]);
    await drain(bench.service.down({ ...ending, typedName: 'blue' }, context));
    expect(bench.plans[0]?.plan).toEqual(review.plan);
  });

  it('of one that is not there is refused with those that are', async () => {
    const bench = open(aWorldWith(practiceCloud()));
    await expect(bench.service.reviewDown({ ...ending, cloud: 'blu' }, context)).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no cloud called blu on this host.',
    });
  });

  it('is refused where its record is spoilt, with what to do', async () => {
    const broken = { kind: 'broken' as const, name: 'blue', path: '/var/lib/nutshell/clouds/blue/cloud.yaml', problems: [] };
    const bench = open({ facts: { clouds: known([broken], 'cat') } });
    await expect(bench.service.reviewDown(ending, context)).rejects.toMatchObject({ code: 'unexpected-output' });
    expect(await bench.service.list({ hostId }, context)).toEqual([broken]);
    expect(await bench.service.complete({ hostId, file: head, ignoreLaptop: false }, context)).toMatchObject({ kind: 'refused' });
  });
});

describe('how the installs come along', () => {
  it('is told again only when something is different', async () => {
    const cloud = practiceCloud();
    const note = { atEpochMs: 1_000, what: 'installer' as const, serialBytes: 0, writtenBytes: 0 };
    const look = (hostEpochMs: number, notes: readonly (typeof note)[]) => ({
      hostEpochMs,
      records: new Map([['blue-nc', { notes, events: [], lines: [] }]]),
    });
    const bench = open({ ...aWorldWith(cloud), looks: [look(1_000, []), look(2_000, [note]), look(4_000, [note])] });
    const told = [];
    for await (const progress of bench.service.progress({ hostId, cloud: 'blue' }, context)) told.push(progress);
    expect(told.map(({ hostEpochMs }) => hostEpochMs)).toEqual([1_000, 2_000]);
    expect(told[1]?.machines[0]).toMatchObject({ name: 'blue-nc', timeline: { phases: [{ stage: 'booting' }] } });
  });
});
