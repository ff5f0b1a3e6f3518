import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildQemuArgv } from '#domain/machines/build-qemu-argv.ts';
import { findManager } from '#domain/machines/find-manager.ts';
import { parseCommandLine } from '#domain/machines/parse-command-line.ts';
import { buildActionPlan } from '#domain/machines/lifecycle/build-action-plan.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { describeAction } from '#domain/plans/describe-action.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aHost, aVolume } from '#fakes/host-facts.ts';
import { aDefinition, aMachine, anEnd, aUuid } from '#fakes/machines.ts';

const stopped = { kind: 'stopped', how: anEnd() } as const;
const paused = { kind: 'running', pid: 4711, sinceEpochMs: null, isPaused: true, pauseReason: 'It was paused.' } as const;

function own(more: Partial<MachineDefinition> = {}): MachineDefinition {
  const definition = aDefinition(more);
  return { ...definition, argv: buildQemuArgv(definition, aHost(), aUuid).argv };
}

function ours(more: Partial<Machine> = {}): Machine {
  const definition = more.definition ?? own();
  return aMachine({ argv: definition.argv, ...more, definition });
}

function plan(action: MachineAction, machine: Machine = ours(), facts: HostFacts = aHost()) {
  return buildActionPlan({ machine, action, facts, person: 'ada@laptop', nowEpochMs: 1, uuid: 'fresh-uuid' });
}

const idsOf = ({ steps }: Plan) => steps.map(({ id }) => id);
const lineOf = ({ steps }: Plan, id: string) => describeAction(steps.find((step) => step.id === id)!.action);
const fileOf = ({ steps }: Plan) => {
  const action = steps.find(({ id }) => id === 'write-definition')?.action;
  return action?.kind === 'write-file' ? (JSON.parse(action.content) as MachineDefinition) : null;
};

describe('every action', () => {
  const actions: readonly (readonly [MachineAction, Machine])[] = [
    [{ kind: 'start', boot: null }, ours({ state: stopped })],
    [{ kind: 'shutdown', limitSeconds: 90 }, ours()],
    [{ kind: 'power-off' }, ours()],
    [{ kind: 'reset' }, ours()],
    [{ kind: 'pause' }, ours()],
    [{ kind: 'resume' }, ours({ state: paused })],
    [{ kind: 'change', change: { memoryMiB: 512 } }, ours()],
  ];

  it.each(actions)('%j begins with the proof that it is the very machine, as it was reviewed', (action, machine) => {
    const { plan: made, refusal } = plan(action, machine);
    expect(refusal).toBeNull();
    expect(made).toMatchObject({ target: { kind: 'machine', name: 'ciab' }, exclusion: 'host', subject: 'ciab' });
    expect(lineOf(made, idsOf(made)[0]!)).toBe(
      `guard-machine.sh --definition /var/lib/nutshell/machines/ciab/machine.json --uuid ${aUuid} --revision 1 --state ${machine.state.kind}`,
    );
  });

  it.each(actions)('%j is refused for a machine of somebody else, and for a login that is not root', (action) => {
    const foreign = aMachine({ name: 'theirs', owner: 'foreign', definition: null });
    expect(plan(action, foreign).refusal).toContain('Adopt it first');
    expect(plan(action, foreign).plan.steps).toEqual([]);
    expect(plan(action, ours(), aHost({ privilege: 'none' })).refusal).toContain('needs root');
  });

  it.each([
    [{ kind: 'start', boot: null }, ours(), 'runs already'],
    [{ kind: 'start', boot: null }, ours({ state: paused }), 'Resume it'],
    [{ kind: 'start', boot: 'cd-once' }, ours({ state: stopped, definition: own({ isoPath: null }) }), 'no CD'],
    [{ kind: 'pause' }, ours({ state: paused }), 'paused already'],
    [{ kind: 'resume' }, ours(), 'not paused'],
    [{ kind: 'reset' }, ours({ state: stopped }), 'does not run'],
    [{ kind: 'shutdown', limitSeconds: 90 }, ours({ state: paused }), 'Resume it first'],
    [{ kind: 'pause' }, ours({ argv: ['qemu-kvm'], qmpSocketPath: null }), 'without a control channel'],
    [{ kind: 'change', change: {} }, ours(), 'Nothing is to be changed'],
    [{ kind: 'change', change: { diskGiB: 50 } }, ours(), 'only grow'],
    [{ kind: 'change', change: { diskGiB: 100 } }, ours(), 'only grow'],
    [{ kind: 'release' }, ours(), 'was not adopted'],
    [{ kind: 'adopt', name: 'ciab', role: 'ciab' }, ours(), "Nutshell's already"],
  ] as const satisfies readonly (readonly [MachineAction, Machine, string])[])(
    '%j is refused with a sentence where it makes no sense',
    (action, machine, words) => {
      const { refusal, plan: made } = plan(action, machine);
      expect(refusal).toContain(words);
      expect(refusal).toMatch(/^[A-Z\w].*\.$/);
      expect(made.steps).toEqual([]);
    },
  );
});

describe('start', () => {
  const start = (definition: MachineDefinition, boot: 'cd-once' | null = null) =>
    plan({ kind: 'start', boot }, ours({ state: stopped, definition })).plan;

  it('makes everything that a restarted host has forgotten, and boots the disk', () => {
    const made = start(own());
    expect(idsOf(made)).toEqual([
      'check-machine',
      'check-host',
      'prepare-folders',
      'prepare-control',
      'keep-definition',
      'write-definition',
      'start-qemu',
      'open-control',
    ]);
    expect(lineOf(made, 'start-qemu')).toContain('-boot order=cd -netdev');
    expect(lineOf(made, 'check-host')).toContain('--own /dev/vg01/ciab');
    expect(fileOf(made)).toMatchObject({ revision: 2, uuid: aUuid });
  });

  it('writes nothing down where the words are the same as the last time', () => {
    const before = own();
    const same = { ...before, argv: buildQemuArgv(before, aHost(), aUuid, { boot: 'disk-first' }).argv };
    expect(idsOf(start(same))).not.toContain('write-definition');
  });

  it('boots the CD once, or each time, where that is wanted', () => {
    expect(lineOf(start(own(), 'cd-once'), 'start-qemu')).toContain('-boot order=cd,once=d');
    expect(lineOf(start(own({ boot: 'cd-first' })), 'start-qemu')).toContain('-boot order=dc');
  });

  it('takes what was changed since: memory, processors', () => {
    expect(lineOf(start({ ...own(), memoryMiB: 8192, vcpus: 4 }), 'start-qemu')).toContain('-m 8192 -smp 4');
  });

  it('warns where the host has less RAM than the machine may use', () => {
    const facts = aHost({ memory: known({ totalMiB: 8000, availableMiB: 1000, swapTotalMiB: 0 }, 'cat') });
    expect(plan({ kind: 'start', boot: null }, ours({ state: stopped }), facts).warnings[0]).toContain('1000 MiB of RAM free');
  });
});

describe('ending a machine', () => {
  it('asks its system and waits as long as was said', () => {
    const { plan: made } = plan({ kind: 'shutdown', limitSeconds: 45 });
    expect(lineOf(made, 'ask-to-shut-down')).toContain('"system_powerdown"');
    expect(lineOf(made, 'wait-for-shutdown')).toBe(`wait-for-end.sh ciab 45 ${aUuid}`);
    expect(made.steps.at(-1)).toMatchObject({ isCancellable: true, title: 'Wait until it has, at most 45 seconds' });
  });

  it('quits through the control channel before signals, and says what is lost', () => {
    const { plan: made, warnings } = plan({ kind: 'power-off' });
    expect(lineOf(made, 'power-off')).toBe(`stop-machine.sh --channel /run/nutshell/machines/ciab/control ${aUuid}`);
    expect(warnings).toHaveLength(1);
  });
});

describe('change', () => {
  const change = (more: Parameters<typeof plan>[0] & { kind: 'change' }, machine = ours()) => plan(more, machine).plan;

  it('writes the definition over, keeping the one before, and takes that back if the rest fails', () => {
    const made = change({ kind: 'change', change: { memoryMiB: 8192, vcpus: 4, boot: 'cd-first', autostart: true } });
    expect(idsOf(made)).toEqual(['check-machine', 'keep-definition', 'write-definition', 'set-autostart']);
    expect(fileOf(made)).toMatchObject({
      memoryMiB: 8192,
      vcpus: 4,
      boot: 'cd-first',
      autostart: true,
      revision: 2,
      mac: ours().nics[0]?.mac,
    });
    expect(made.steps.at(-2)?.undo?.argv).toEqual([
      'mv',
      '-f',
      '/var/lib/nutshell/machines/ciab/machine.json.before',
      '/var/lib/nutshell/machines/ciab/machine.json',
    ]);
  });

  it('changes the CD in a running machine at once, and of a stopped one only its definition', () => {
    const isoPath = '/iso/a "b".iso';
    const made = change({ kind: 'change', change: { isoPath } });
    expect(made.steps.at(-1)?.action).toMatchObject({
      argv: [
        'control-machine.sh',
        '/run/nutshell/machines/ciab/control',
        JSON.stringify({
          execute: 'blockdev-change-medium',
          arguments: { device: 'ide1-cd0', filename: isoPath, format: 'raw', 'read-only-mode': 'read-only' },
        }),
        '20',
      ],
    });
    expect(fileOf(made)?.isoPath).toBe(isoPath);
    expect(lineOf(change({ kind: 'change', change: { isoPath: null } }), 'eject')).toContain(
      '{"execute":"eject","arguments":{"device":"ide1-cd0"}}',
    );
    expect(idsOf(change({ kind: 'change', change: { isoPath: null } }, ours({ state: stopped })))).not.toContain('eject');
  });

  it('grows a volume on the host and tells the machine; a file is grown by QEMU where it is open', () => {
    const made = change({ kind: 'change', change: { diskGiB: 120 } });
    expect(lineOf(made, 'grow-disk')).toBe('lvextend -L 120G vg01/ciab');
    expect(lineOf(made, 'tell-size')).toContain('"device":"virtio0","size":128849018880');
    const file = own({ disk: { kind: 'file', folder: '/srv/disks', name: 'ciab', format: 'qcow2', sizeGiB: 100 } });
    expect(idsOf(change({ kind: 'change', change: { diskGiB: 120 } }, ours({ definition: file })))).toEqual([
      'check-machine',
      'keep-definition',
      'write-definition',
      'tell-size',
    ]);
    const off = change({ kind: 'change', change: { diskGiB: 120 } }, ours({ definition: file, state: stopped }));
    expect(lineOf(off, 'grow-disk')).toBe('qemu-img resize -f qcow2 /srv/disks/ciab.qcow2 120G');
  });
});

describe('adopt', () => {
  const words = (text: string) => text.split(' ');
  const seed = words(
    'qemu-kvm -m 2048 -cpu qemu64,+vmx -drive file=/dev/vg01/alice,if=virtio -net nic,model=virtio,macaddr=52:54:00:12:34:60 -net bridge,br=br0 -cdrom silvereye.iso -boot d -vnc :1',
  );
  const volume = aVolume('alice', { sizeBytes: 50 * 1024 ** 3, attributes: '-wi-ao----' });
  const process = (argv: readonly string[]) => ({
    pid: 4711,
    startedEpochMs: null,
    argv,
    taps: [],
    tapDescriptors: [],
    workingDirectory: '/root/my isos',
  });
  const facts = (argv: readonly string[]) =>
    aHost({ storage: { ...aHost().storage, volumes: known([volume], 'lvs') }, processes: known([process(argv)], 'ps') });
  const theirs = (argv: readonly string[]): Machine =>
    aMachine({
      name: 'qemu-4711',
      owner: 'foreign',
      definition: null,
      argv,
      uuid: null,
      qmpSocketPath: null,
      volumes: [{ path: '/dev/vg01/alice', sizeBytes: volume.sizeBytes }],
      console: { kind: 'tcp', address: '127.0.0.1', port: 5901 },
      manager: findManager(parseCommandLine(argv)),
    });
  const adopt = { kind: 'adopt', name: 'alice', role: 'ciab' } as const;

  it('writes down a machine of the seed, which is not touched, and starts it again by the same words', () => {
    const { plan: made, refusal } = plan(adopt, theirs(seed), facts(seed));
    expect(refusal).toBeNull();
    expect(idsOf(made)).toEqual(['check-machine', 'prepare-folders', 'create-folder', 'write-definition']);
    const definition = fileOf(made)!;
    expect(definition).toMatchObject({
      name: 'alice',
      uuid: 'fresh-uuid',
      disk: { kind: 'lvm', group: 'vg01', name: 'alice', sizeGiB: 50 },
      vnc: { kind: 'display', number: 1 },
      origin: { kind: 'adopted', argv: seed, workingDirectory: '/root/my isos' },
    });
    const start = plan({ kind: 'start', boot: null }, ours({ name: 'alice', definition, state: stopped })).plan;
    const { action } = start.steps.find(({ id }) => id === 'start-qemu')!;
    expect(action.kind === 'run' && action.argv).toEqual([
      ...['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', '/root/my isos', ...seed, '-uuid', 'fresh-uuid'],
      ...['-pidfile', '/run/nutshell/machines/alice/qemu.pid', '-D', '/var/lib/nutshell/machines/alice/qemu.log', '-daemonize'],
      ...['-chardev', 'pipe,id=nutshell,path=/run/nutshell/machines/alice/control', '-mon', 'chardev=nutshell,mode=control'],
    ]);
  });

  it('can only be powered off until it was started again, and is told by its very words', () => {
    const definition = fileOf(plan(adopt, theirs(seed), facts(seed)).plan)!;
    const machine = { ...theirs(seed), name: 'alice', owner: 'nutshell', definition } as const;
    expect(plan({ kind: 'pause' }, machine).refusal).toContain('all that Nutshell can do is power it off');
    expect(lineOf(plan({ kind: 'power-off' }, machine).plan, 'power-off')).toMatch(
      /^stop-machine.sh --process 4711 qemu-kvm -m 2048/,
    );
    expect(plan({ kind: 'change', change: { memoryMiB: 1 } }, machine).refusal).toContain('was adopted');
    expect(idsOf(plan({ kind: 'release' }, machine).plan)).toEqual(['check-machine', 'forget']);
  });

  it.each([
    [`${seed.join(' ')} -netdev tap,fd=33,id=n0`, 'open files'],
    [`${seed.join(' ')} -incoming defer`, 'receive a machine'],
    [`${seed.join(' ')} -serial stdio`, 'terminal'],
    [`${seed.join(' ')} -nographic`, 'terminal'],
    ['qemu-kvm -name guest=a -chardev socket,id=charmonitor,fd=21,server=on', 'libvirt'],
    ['kvm -id 100 -chardev socket,id=qmp,path=/var/run/qemu-server/100.qmp', 'Proxmox'],
  ])('refuses %s', (text, reason) => {
    const argv = words(text);
    expect(plan(adopt, theirs(argv), facts(argv)).refusal).toContain(reason);
  });
});
