import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostLink } from '#core/ports/host-connector.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import { withDiskFolder } from '#domain/machines/disk-room.ts';
import { getDiskPath, type MachineDisk } from '#domain/machines/machine-disk.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';

const resources = createResources('resources');
const runner = createOperationRunner({ resources });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const reader = createHostReader({ resources, now: Date.now, randomBytes });

let host: TestHost;
let link: HostLink;

/** A thin pool of 256 MiB, and a file system of 200 MiB: small enough to be filled in a moment. */
const setUp = `set -e
lvcreate -q -y --type thin-pool -L 256M --poolmetadatasize 4M -n pool0 vg01 >/dev/null
mkdir -p '/srv/disks of $(x)' /srv/small
lvcreate -q -y -L 200M -n small vg01 >/dev/null
mkfs.ext4 -q -m 0 /dev/vg01/small
mount /dev/vg01/small /srv/small`;

beforeAll(async () => {
  host = await openPracticeHost();
  link = await host.connect();
  await host.type(setUp);
});
afterAll(() => host.close());

async function read(disk?: MachineDisk): Promise<HostFacts> {
  const facts = await reader.read(link.shell, link.privilege);
  return disk?.kind === 'file'
    ? { ...facts, storage: withDiskFolder(facts.storage, await reader.inspectFolder(link.shell, link.privilege, disk.folder)) }
    : facts;
}

async function run(plan: Plan): Promise<Operation> {
  const operationId = buildOperationId(Date.now(), randomBytes(4));
  const all: OperationEvent[] = [];
  for await (const event of runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' })) all.push(event);
  const operation = buildOperation(all);
  if (!operation) throw new Error('The journal is empty');
  return operation;
}

async function planLaunch(disk: MachineDisk) {
  const facts = await read(disk);
  const machines = buildMachines(facts);
  const proposed = proposeDraft({ facts, machines, role: 'ciab', name: 'ciab', randomBytes });
  const draft = { ...proposed, disk, memoryMiB: 128, vcpus: 1 };
  const identity = {
    operationId: buildOperationId(Date.now(), randomBytes(4)),
    uuid: crypto.randomUUID(),
    createdEpochMs: Date.now(),
    createdBy: 'test@laptop',
  };
  const problems = checkDraft(draft, facts, machines).map(({ level, field, message }) => `${level} ${field ?? '-'}: ${message}`);
  return { plan: buildLaunchPlan({ draft, facts, identity }), problems, uuid: identity.uuid };
}

async function destroy(): Promise<Operation> {
  const facts = await read();
  const machine = buildMachines(facts).find(({ name }) => name === 'ciab');
  if (!machine) throw new Error('There is no machine ciab');
  const operationId = buildOperationId(Date.now(), randomBytes(4));
  const wish = { keepVolumes: [], graceMinutes: 0, isForeignMeant: false };
  return run(buildDestroyPlan({ machine, facts, wish, operationId, destroyedBy: 'test@laptop' }).plan);
}

/** Everything that a launch could leave behind. */
const traces = () =>
  host.type(
    'lvs --noheadings -o lv_name,lv_tags vg01; pgrep -l qemu-system; find /srv /var/lib/nutshell/disks /var/lib/nutshell/machines /run/nutshell/machines -mindepth 1 ! -name lost+found 2>/dev/null | sort; ip -o link | grep tap; true',
  );

const folder = '/srv/disks of $(x)';
const thick = { kind: 'lvm', group: 'vg01', name: 'ciab', sizeGiB: 0.125 } as const;
const thin = { kind: 'lvm-thin', group: 'vg01', pool: 'pool0', name: 'ciab', sizeGiB: 0.125 } as const;
const qcow2 = { kind: 'file', folder, format: 'qcow2', name: 'ciab', sizeGiB: 0.125 } as const;
const raw = { ...qcow2, format: 'raw' } as const;
const small = { ...qcow2, folder: '/srv/small' } as const;

describe('a machine on', () => {
  it.each<[string, MachineDisk, string, string]>([
    ['a volume', thick, 'lvs --noheadings --nosuffix --units m -o lv_size vg01/ciab', '128.00'],
    ['a thin volume', thin, 'lvs --noheadings --nosuffix --units m -o lv_size,pool_lv vg01/ciab | xargs', '128.00 pool0'],
    ['a qcow2 file', qcow2, `qemu-img info -U '${folder}/ciab.qcow2' | grep -c -e 'file format: qcow2' -e '128 MiB'`, '2'],
    ['a raw file', raw, `stat -c '%s %h' '${folder}/ciab.raw'`, '134217728 2'],
    [
      'a file in Nutshell’s own folder',
      { ...qcow2, folder: '/var/lib/nutshell/disks' },
      'stat -c %a /var/lib/nutshell/disks',
      '700',
    ],
  ])('%s is launched, seen with its disk, and destroyed without a trace', async (_, disk, command, told) => {
    const before = await traces();
    const { plan, problems } = await planLaunch(disk);
    expect(problems.filter((problem) => problem.startsWith('refusal'))).toEqual([]);
    expect((await run(plan)).sentence).toBe('Launch ciab: done.');
    expect(await host.type(command)).toBe(told);
    const machine = buildMachines(await read()).find(({ name }) => name === 'ciab');
    expect(machine).toMatchObject({ owner: 'nutshell', state: { kind: 'running' }, definition: { version: 2, disk } });
    expect(machine?.volumes).toMatchObject([{ path: getDiskPath(disk) }]);
    expect(machine?.volumes[0]?.sizeBytes).toBeGreaterThanOrEqual(128 * 1024 ** 2);
    expect((await destroy()).sentence).toBe('Destroy ciab: done.');
    expect(await traces()).toBe(before);
  });
});

describe('room', () => {
  /** What the review says, then what the guard says under the lock to a plan that was made before. */
  const refuseBoth = async (disk: MachineDisk, spoil: string, mend: string) => {
    const { plan } = await planLaunch(disk);
    await host.type(spoil);
    try {
      const before = await traces();
      const { problems } = await planLaunch(disk);
      const operation = await run(plan);
      expect(operation.outcome).toMatchObject({ kind: 'failed', stepId: 'check-host', leftovers: [] });
      expect(await traces()).toBe(before);
      return { problems: problems.join('\n'), sentence: operation.sentence };
    } finally {
      await host.type(mend);
    }
  };

  it('that the volume group has not is refused before and under the lock', async () => {
    const { problems, sentence } = await refuseBoth(thick, 'lvcreate -q -n fill -l 100%FREE vg01', 'lvremove -q -f vg01/fill');
    expect(problems).toMatch(/refusal disk.size: 128 MiB do not fit: volume group vg01 has 0 B free/);
    expect(sentence).toMatch(/Volume group vg01 has 0 MiB free, the disk needs 128 MiB/);
  });

  it('that a nearly full pool has not is refused before and under the lock', async () => {
    const fill =
      'lvcreate -q -V 256M --thinpool pool0 -n fill vg01 && dd if=/dev/urandom of=/dev/vg01/fill bs=1M count=236 conv=fsync';
    const { problems, sentence } = await refuseBoth(thin, fill, 'lvremove -q -f vg01/fill');
    expect(problems).toMatch(/refusal disk.place: Thin pool vg01\/pool0 is nearly full: 9\d % of its data room/);
    expect(sentence).toMatch(/Thin pool vg01\/pool0 is nearly full: 9\d/);
  });

  it('that was promised to others since the review is refused under the lock, and a warning at the next review', async () => {
    const { problems, sentence } = await refuseBoth(
      thin,
      'lvcreate -q -V 200M --thinpool pool0 -n other vg01',
      'lvremove -q -f vg01/other',
    );
    expect(problems).toMatch(/warning disk.size: With this disk thin pool vg01\/pool0 has promised 328 MiB/);
    expect(sentence).toMatch(/promised to others since: with this disk it would be 328 of 256 MiB/);
  });

  it('on a file system that is nearly full, or promised to another file, is refused', async () => {
    const full = await refuseBoth(
      small,
      'fallocate -l 175M /srv/small/fill || fallocate -l 165M /srv/small/fill; dd if=/dev/zero of=/srv/small/rest bs=1M; true',
      'rm /srv/small/fill /srv/small/rest',
    );
    expect(full.problems).toMatch(/refusal disk.place: The file system of \/srv\/small is nearly full/);
    expect(full.sentence).toMatch(/The file system of \/srv\/small is nearly full/);
    const promised = await refuseBoth(small, 'truncate -s 150M /srv/small/other.raw', 'rm /srv/small/other.raw');
    expect(promised.problems).toMatch(/warning disk.size: With this disk the file system of \/srv\/small has promised 278 MiB/);
    expect(promised.sentence).toMatch(/has been promised to others since: 150 of/);
    const largeRaw = { ...small, format: 'raw', sizeGiB: 1 } as const;
    expect((await planLaunch(largeRaw)).problems.join('\n')).toMatch(
      /1 GiB do not fit: the file system of \/srv\/small has [\d.]+ MiB free/,
    );
  });
});

describe('a file that is there already', () => {
  it.each([qcow2, raw])('$format: is refused and stays as it is', async (disk) => {
    const { plan } = await planLaunch(disk);
    await host.type(`echo precious >'${getDiskPath(disk)}'`);
    const before = await traces();
    expect((await run(plan)).sentence).toContain(`${getDiskPath(disk)} exists already, and what is in it may be needed`);
    expect((await planLaunch(disk)).problems.join('\n')).toContain(`refusal disk.name: ${getDiskPath(disk)} exists already`);
    // Even past the guard: the steps themselves never take another's name.
    const [, ...steps] = plan.steps;
    const unguarded = await run({ ...plan, steps });
    expect(unguarded.outcome).toMatchObject({ kind: 'failed', stepId: 'name-disk-file', leftovers: [] });
    expect(await traces()).toBe(before);
    expect(await host.type(`cat '${getDiskPath(disk)}' && rm '${getDiskPath(disk)}'`)).toBe('precious');
  });

  it('put in the place of a machine’s disk is not removed with the machine', async () => {
    const { plan } = await planLaunch(qcow2);
    await run(plan);
    const path = getDiskPath(qcow2);
    await host.type(`mv '${path}' '${folder}/mine' && echo precious >'${path}'`);
    const facts = await read();
    const machine = buildMachines(facts).find(({ name }) => name === 'ciab');
    if (!machine) throw new Error('There is no machine ciab');
    const wish = { keepVolumes: [], graceMinutes: 0, isForeignMeant: false };
    const { volumes } = buildDestroyPlan({ machine, facts, wish, operationId: 'op', destroyedBy: 'test@laptop' });
    expect(volumes).toMatchObject([{ path, isRemoved: false, reason: expect.stringContaining('did not create it') as string }]);
    expect((await destroy()).sentence).toBe('Destroy ciab: done.');
    expect(await host.type(`cat '${path}'; rm -r '${path}' '${folder}/mine' '${folder}/.nutshell'`)).toBe('precious');
  });
});

it('a host without any volume group is proposed a file, and it is launched', async () => {
  await host.type('umount /srv/small && vgchange -q -a n vg01 && vgexport -q vg01');
  try {
    const facts = await read();
    const { disk } = proposeDraft({ facts, machines: [], role: 'ciab', name: 'ciab', randomBytes });
    expect(disk).toMatchObject({ kind: 'file', folder: '/var/lib/nutshell/disks', format: 'qcow2', name: 'ciab' });
    const { plan, problems } = await planLaunch({ ...disk, sizeGiB: 0.125 });
    expect(problems.filter((problem) => problem.startsWith('refusal'))).toEqual([]);
    expect((await run(plan)).sentence).toBe('Launch ciab: done.');
    expect((await destroy()).sentence).toBe('Destroy ciab: done.');
  } finally {
    await host.type('vgimport -q vg01 && vgchange -q -a y vg01 && mount /dev/vg01/small /srv/small');
  }
});
