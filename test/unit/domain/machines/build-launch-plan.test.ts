import { describe, expect, it } from 'vitest';
import { aHost } from '#fakes/host-facts.ts';
import { aDisk, aDraft, aUuid } from '#fakes/machines.ts';
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
