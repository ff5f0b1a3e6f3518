import { describe, expect, it } from 'vitest';
import { aHost, aThinPool, aVolume } from '#fakes/host-facts.ts';
import { aDisk, aDraft, aUuid } from '#fakes/machines.ts';
import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Volume } from '#domain/hosts/storage-facts.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { getMachinePaths } from '#domain/machines/machine-paths.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { describeAction } from '#domain/plans/describe-action.ts';
import type { Plan } from '#domain/plans/plan.ts';

const identity = {
  operationId: '20261122t110000-0a0b0c0d',
  uuid: aUuid,
  createdEpochMs: 1_700_000_000_000,
  createdBy: 'ada@laptop',
};
const plan = (draft: Partial<MachineDraft> = {}): Plan => buildLaunchPlan({ draft: aDraft(draft), facts: aHost(), identity });
const lineOf = ({ steps }: Plan, id: string) => describeAction(steps.find((step) => step.id === id)!.action);

describe('buildLaunchPlan', () => {
  it('has the steps of the seed with what makes them safe around them', () => {
    expect(plan().steps.map(({ title }) => title)).toEqual([
      'Check again that nothing collides',
      "Make sure that Nutshell's folders exist",
      'Create the folder of ciab',
      'Create the folder for the sockets of ciab',
      'Create volume ciab, 100 GiB, in vg01',
      'Write down what ciab is',
      'Make the control channel of ciab',
      'Start ciab as Cloud in a Box',
      'Open the control channel of ciab',
    ]);
  });

  it('can go on after a power cut: what is gone by then has a check, and what was made bears the launch’s mark', () => {
    const { steps } = plan();
    const unchecked = steps.filter(({ check }) => check === null).map(({ id }) => id);
    expect(unchecked).toEqual(['check-host']);
    for (const id of ['create-folder', 'create-run-folder', 'create-volume']) {
      const step = steps.find((candidate) => candidate.id === id)!;
      expect(step.undo).toMatchObject({ coversFailure: true });
      expect(JSON.stringify([step.action, step.undo])).toContain(identity.operationId);
    }
  });

  it('writes the seed’s lvcreate, with marks that say whose the volume is', () => {
    expect(lineOf(plan(), 'create-volume')).toBe(
      `lvcreate -n ciab -L 100G --addtag nutshell --addtag nutshell.machine=${aUuid} --addtag nutshell.operation=20261122t110000-0a0b0c0d --wipesignatures y --yes vg01`,
    );
    expect(lineOf(plan({ disk: aDisk({ sizeGiB: 2.5 }) }), 'create-volume')).toContain('-L 2560m');
  });

  it('writes the seed’s qemu-kvm, brought up to date', () => {
    expect(lineOf(plan(), 'start-qemu')).toBe(
      `/usr/bin/qemu-system-x86_64 -name ciab -uuid ${aUuid} -machine pc,accel=kvm -cpu host -m 4096 -smp 2` +
        ' -drive file=/dev/vg01/ciab,if=virtio,format=raw,cache=none' +
        ' -drive file=/var/lib/iso/silvereye-nightly-3.3-m5.iso,if=ide,index=2,media=cdrom,format=raw -boot order=cd,once=d' +
        ' -netdev bridge,id=net0,br=br0,helper=/usr/lib/qemu/qemu-bridge-helper -device virtio-net-pci,netdev=net0,mac=52:54:00:12:34:60' +
        ' -vnc unix:/run/nutshell/machines/ciab/vnc.sock -usb -device usb-tablet' +
        ' -chardev socket,id=serial0,path=/run/nutshell/machines/ciab/serial.sock,server=on,wait=off,logfile=/var/lib/nutshell/machines/ciab/serial.log,logappend=on' +
        ' -serial chardev:serial0 -monitor none -qmp unix:/run/nutshell/machines/ciab/qmp.sock,server=on,wait=off' +
        ' -chardev pipe,id=control,path=/run/nutshell/machines/ciab/control -mon chardev=control,mode=control' +
        ' -pidfile /run/nutshell/machines/ciab/qemu.pid -D /var/lib/nutshell/machines/ciab/qemu.log -daemonize',
    );
  });

  describe('on a disk of another kind', () => {
    const thin = { kind: 'lvm-thin', group: 'vg01', pool: 'pool0', name: 'ciab', sizeGiB: 100 } as const;
    const file = { kind: 'file', folder: '/srv/a, b', format: 'qcow2', name: 'ciab', sizeGiB: 2.5 } as const;
    const mark = `'/srv/a, b/.nutshell/${aUuid}'`;

    it('makes a thin volume, marked as any other', () => {
      expect(lineOf(plan({ disk: thin }), 'create-volume')).toBe(
        `lvcreate -V 100G --thinpool pool0 -n ciab --addtag nutshell --addtag nutshell.machine=${aUuid} --addtag nutshell.operation=20261122t110000-0a0b0c0d --yes vg01`,
      );
      expect(lineOf(plan({ disk: thin }), 'start-qemu')).toContain(
        'file=/dev/vg01/ciab,if=virtio,format=raw,cache=none,discard=unmap ',
      );
    });

    it('makes a file under a name of its own and gives it the one that was asked for', () => {
      const qcow2 = plan({ disk: file });
      expect(lineOf(qcow2, 'create-disk-file')).toBe(`qemu-img create -q -f qcow2 -o preallocation=metadata ${mark} 2560M`);
      expect(lineOf(qcow2, 'name-disk-file')).toBe(`link ${mark} '/srv/a, b/ciab.qcow2'`);
      expect(lineOf(qcow2, 'start-qemu')).toContain(
        "'file=/srv/a,, b/ciab.qcow2,if=virtio,format=qcow2,cache=none,discard=unmap' ",
      );
      const raw = plan({ disk: { ...file, format: 'raw' } });
      expect(lineOf(raw, 'create-disk-file')).toBe(`fallocate -l 2684354560 ${mark}`);
      expect(lineOf(raw, 'start-qemu')).toContain("'file=/srv/a,, b/ciab.raw,if=virtio,format=raw,cache=none' ");
    });

    it('tells the guard what to look at, and whether all promises could be kept at the review', () => {
      const { storage } = aHost();
      const withPool = (...volumes: Volume[]) => aHost({ storage: { ...storage, volumes: known(volumes, 'lvs') } });
      const guardOf = (facts: HostFacts) =>
        lineOf(buildLaunchPlan({ draft: aDraft({ disk: thin }), facts, identity }), 'check-host');
      const words = '--group vg01 --pool pool0 --volume ciab --bytes 107374182400';
      expect(guardOf(withPool(aThinPool('pool0')))).toContain(`${words} --promises kept`);
      const overCommitted = withPool(aThinPool('pool0'), aVolume('x', { pool: 'pool0', sizeBytes: 150 * 1024 ** 3 }));
      expect(guardOf(overCommitted)).toContain(words);
      expect(guardOf(overCommitted)).not.toContain('--promises');
      expect(lineOf(plan({ disk: file }), 'check-host')).toContain(
        "--folder '/srv/a, b' --file ciab.qcow2 --format qcow2 --bytes 2684354560",
      );
    });
  });

  it('explains every option that it passes', () => {
    const { action, notes } = plan().steps.find(({ id }) => id === 'start-qemu')!;
    const words = notes.flatMap(({ option }) => option.split(' '));
    expect(action.kind === 'run' && action.argv).toEqual(words);
    for (const { explanation } of notes) expect(explanation).toMatch(/^[A-Z1-9].*\.$/);
  });

  it('listens on nothing that can be reached from off the host', () => {
    expect(lineOf(plan({ vnc: { kind: 'display', number: 7 } }), 'start-qemu')).toContain('-vnc 127.0.0.1:7 ');
    expect(lineOf(plan({ vnc: { kind: 'display', number: 7 } }), 'check-host')).toContain('--display 7');
  });

  it('boots from disk alone without an ISO, and takes a comma in a path for a comma', () => {
    expect(lineOf(plan({ isoPath: null }), 'start-qemu')).toContain('cache=none -boot order=c -netdev');
    expect(lineOf(plan({ isoPath: '/iso/a,b.iso' }), 'start-qemu')).toContain('file=/iso/a,,b.iso,if=ide');
  });

  it('writes the whole definition, readable by root alone', () => {
    const { action } = plan().steps.find(({ id }) => id === 'write-definition')!;
    if (action.kind !== 'write-file') throw new Error('not a file');
    expect(action).toMatchObject({ path: '/var/lib/nutshell/machines/ciab/machine.json', mode: '600' });
    expect(JSON.parse(action.content)).toMatchObject({ version: 2, ...aDraft(), uuid: aUuid, createdBy: 'ada@laptop' });
    // guard-launch.sh and guard-destroy.sh look for exactly this.
    expect(action.content).toContain(`"uuid": "${aUuid}"`);
    expect(action.content).toContain('"mac": "52:54:00:12:34:60"');
    expect(action.content).toContain('"ip": "10.101.7.2"');
  });

  it('undoes only what proves to be its own', () => {
    const undos = plan().steps.map(({ undo }) => undo?.argv.join(' ') ?? '-');
    expect(undos).toEqual([
      '-',
      '-',
      'remove-folder.sh 20261122t110000-0a0b0c0d /var/lib/nutshell/machines/ciab',
      'remove-folder.sh 20261122t110000-0a0b0c0d /run/nutshell/machines/ciab',
      'remove-volume.sh vg01 ciab nutshell.operation=20261122t110000-0a0b0c0d',
      'rm -f /var/lib/nutshell/machines/ciab/machine.json',
      '-',
      `stop-machine.sh ${aUuid}`,
      '-',
    ]);
  });

  it('keeps every socket path of the longest name within 108 bytes, and refuses names that are no folder', () => {
    const { vncSocket, qmpSocket, serialSocket } = getMachinePaths('a'.repeat(48));
    for (const socket of [vncSocket, qmpSocket, serialSocket]) expect(socket.length).toBeLessThan(108);
    for (const name of ['', '..', 'a/b', '-a', 'A', 'a'.repeat(49)]) expect(() => getMachinePaths(name)).toThrow(RangeError);
  });
});
