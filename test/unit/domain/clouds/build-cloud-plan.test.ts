import { describe, expect, it } from 'vitest';
import { aClaim, aNetwork } from '#fakes/addressing.ts';
import { aCloud, aCloudMachine, aLargeCloud } from '#fakes/clouds.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { buildCloudPlan, type CloudPlanReading } from '#domain/clouds/plan/build-cloud-plan.ts';
import type { CloudPlanInput } from '#domain/clouds/plan/cloud-plan-input.ts';
import { findStepMachine } from '#domain/clouds/plan/step-machine.ts';
import { orderTurns } from '#domain/clouds/plan/order-turns.ts';
import { toPasswordKeys } from '#domain/clouds/stored-secrets.ts';
import { toLineExpression } from '#domain/clouds/to-line-expression.ts';
import { buildPlanSteps } from '#domain/plans/build-plan-steps.ts';
import { listHostScripts } from '#domain/plans/host-script.ts';
import type { Plan } from '#domain/plans/plan.ts';

const faststart = aBuiltInRecipe('eucalyptus-faststart-3');
const operationId = '20261122t110000-0a0b0c0d';

function read(cloud: Cloud, more: Partial<CloudPlanInput> = {}): CloudPlanReading {
  return buildCloudPlan({
    cloud,
    recipe: faststart,
    facts: aHost(),
    network: aNetwork,
    existing: null,
    machines: [],
    removal: null,
    claim: { current: null, untilEpochMs: null },
    identity: {
      operationId,
      createdEpochMs: 1_700_000_000_000,
      createdBy: 'ada@laptop',
      hostNowEpochMs: 1_700_000_000_000,
      uuidOf: Object.fromEntries(cloud.machines.map(({ name }, at) => [name, `7a1d0f6e-0c4e-4a57-9d5e-00000000000${at}`])),
    },
    ...more,
  });
}
function plan(cloud: Cloud, more: Partial<CloudPlanInput> = {}): Plan {
  const reading = read(cloud, more);
  if (reading.kind === 'refused') throw new Error(reading.problems.join('\n'));
  return reading.plan;
}
const idsOf = ({ steps }: Plan) => steps.map(({ id }) => id);
const stepOf = ({ steps }: Plan, id: string) => steps.find((step) => step.id === id)!;
const argvOf = (one: Plan, id: string) => {
  const { action } = stepOf(one, id);
  return action.kind === 'run' ? action.argv : [];
};

describe('the plan of a Cloud in a Box', () => {
  it('guards, claims, makes everything, installs unattended, and starts from the disk', () => {
    expect(idsOf(plan(aCloud()))).toEqual([
      'check-secrets',
      'check-addresses',
      'check-host@blue',
      ...['prepare-claims', 'create-claim', 'write-claim'],
      ...['prepare-clouds', 'create-cloud', 'write-cloud'],
      ...['prepare-folders@blue', 'create-folder@blue', 'create-run-folder@blue', 'create-volume@blue', 'write-definition@blue'],
      ...[
        'create-install-folder@blue',
        'write-ks.cfg@blue',
        'write-eucalyptus.conf@blue',
        'take-kernel@blue',
        'add-answers@blue',
      ],
      'forget-secrets',
      ...['prepare-control@blue', 'start-installer@blue', 'open-control@blue', 'wait-for-install@blue', 'finish-install@blue'],
      ...['prepare-control-again@blue', 'start-qemu@blue', 'open-control-again@blue', 'wait-until-ready@blue'],
    ]);
  });

  it('starts the kernel of the ISO with the boot entry’s word and answers in its initrd, and never again', () => {
    const one = plan(aCloud());
    const installer = argvOf(one, 'start-installer@blue');
    const at = '/var/lib/nutshell/machines/blue/install';
    expect(argvOf(one, 'take-kernel@blue')).toEqual(
      `take-from-iso.sh /var/lib/iso/silvereye-nightly-3.3-m5.iso ${at} /isolinux/vmlinuz kernel /isolinux/initrd.img initrd.original`.split(
        ' ',
      ),
    );
    expect(argvOf(one, 'add-answers@blue')).toEqual(
      `add-to-initrd.sh ${at}/initrd.original ${at}/initrd /run/nutshell/secrets/${operationId} ${at}/answers/ks.cfg ${at}/answers/eucalyptus.conf`.split(
        ' ',
      ),
    );
    expect(installer.join(' ')).toContain(
      ` -kernel ${at}/kernel -initrd ${at}/initrd -append ciab ks=file:/ks.cfg eucaconf=file:/eucalyptus.conf ksdevice=eth0 ip=10.101.7.2 netmask=255.255.0.0 gateway=10.101.0.2 dns=10.101.0.3 -no-reboot `,
    );
    const started = argvOf(one, 'start-qemu@blue');
    expect(started.join(' ')).not.toMatch(/-kernel|-no-reboot/);
    const definition = stepOf(one, 'write-definition@blue').action;
    expect(definition.kind === 'write-file' && (JSON.parse(definition.content) as { argv: string[] }).argv).toEqual(started);
  });

  it('holds no secret anywhere: a mark stands for it until the host fills it in', () => {
    const reading = read(aCloud());
    expect(reading).toMatchObject({ kind: 'built', secrets: ['rootPasswordHash'] });
    const one = plan(aCloud());
    const kickstart = stepOf(one, 'write-ks.cfg@blue').action;
    expect(kickstart).toMatchObject({ kind: 'write-file', mode: '600' });
    expect(kickstart.kind === 'write-file' && kickstart.content).toContain('rootpw --iscrypted $nutshell$rootPasswordHash\n');
    expect(JSON.stringify(one)).not.toContain('$6$');
    expect(stepOf(one, 'check-secrets').undo?.argv).toEqual(['rm', '-f', `/run/nutshell/secrets/${operationId}`]);
  });

  it('waits where others may use the host, and is no failure when it is only late', () => {
    const one = plan(aCloud());
    for (const id of ['wait-for-install@blue', 'wait-until-ready@blue']) {
      expect(stepOf(one, id)).toMatchObject({ isCancellable: true, letsOthers: true, onInterruption: 'run-again', undo: null });
    }
    expect(one.steps.filter(({ letsOthers }) => letsOthers).map(({ id }) => id)).toHaveLength(2);
    expect(argvOf(one, 'wait-until-ready@blue')).toEqual([
      ...[
        'wait-until-ready.sh',
        'blue',
        '3600',
        '7a1d0f6e-0c4e-4a57-9d5e-000000000000',
        '/var/lib/nutshell/machines/blue/serial.log',
      ],
      ...['--soft', ...['22', '8443', '8888', '8773', '8775'].flatMap((port) => ['tcp', '10.101.7.2', port])],
    ]);
  });

  it('can go on after an interruption: what is made bears its mark or can be made again', () => {
    const one = plan(aCloud());
    const unsafe = one.steps.filter(
      ({ action, check, undo, onInterruption }) =>
        action.kind !== 'guard' && check === null && undo?.coversFailure !== true && onInterruption === undefined,
    );
    expect(unsafe.map(({ id }) => id)).toEqual([]);
    expect(stepOf(one, 'start-installer@blue').check?.slice(0, 4)).toEqual([
      ...[
        'check-install.sh',
        '/var/lib/nutshell/machines/blue/installed',
        '/var/lib/nutshell/machines/blue/events.log',
        'check-machine.sh',
      ],
    ]);
  });

  it('is a script that brings along everything it calls', () => {
    const one = plan(aCloud());
    expect(listHostScripts(one)).toEqual(
      expect.arrayContaining([
        'take-from-iso.sh',
        'add-to-initrd.sh',
        'check-install.sh',
        'check-machine.sh',
        'control-machine.sh',
        'find-machine.sh',
      ]),
    );
    expect(buildPlanSteps(one).match(/^step_lets_others_\d+=1$/gm)).toHaveLength(2);
    expect(new Set(idsOf(one)).size).toBe(one.steps.length);
  });
});

describe('the plan of a frontend with node controllers', () => {
  const one = plan(aLargeCloud());
  const at = (id: string) => idsOf(one).indexOf(id);

  it('asks for all machines before anything is made', () => {
    const guards = one.steps.flatMap(({ action }, index) => (action.kind === 'guard' ? [index] : []));
    expect(guards).toEqual([1, 2, 3, 4]);
    expect(one.steps.filter(({ id }) => id.startsWith('prepare-folders'))).toHaveLength(1);
  });

  it('installs node controllers beside one another, and the frontend when they are ready', () => {
    expect(at('start-installer@blue-nc-2')).toBeLessThan(at('wait-for-install@blue-nc-1'));
    for (const nc of ['blue-nc-1', 'blue-nc-2']) {
      expect(at(`wait-until-ready@${nc}`)).toBeLessThan(at('start-installer@blue-frontend'));
    }
    expect(at('add-answers@blue-frontend')).toBeLessThan(at('forget-secrets'));
    expect(at('forget-secrets')).toBeLessThan(at('start-installer@blue-nc-1'));
  });

  it('waits for a node controller’s ssh alone, since its services are started over ssh afterwards, and that is no soft wait', () => {
    const argv = argvOf(one, 'wait-until-ready@blue-nc-1');
    expect(argv.slice(-3)).toEqual(['tcp', '10.101.7.3', '22']);
    expect(argv).not.toContain('--soft');
    expect(argvOf(one, 'wait-until-ready@blue-frontend')).toContain('--soft');
  });

  it('tells each step whose it is', () => {
    expect(findStepMachine('create-volume@blue-nc-1')).toBe('blue-nc-1');
    expect(findStepMachine('write-claim')).toBeNull();
    expect(one).toMatchObject({ target: { kind: 'cloud', name: 'blue' }, title: 'Launch cloud blue', exclusion: 'host' });
  });

  it('adds only what is not there yet, and keeps what is written so that it comes back', () => {
    const existing = aLargeCloud({ machines: aLargeCloud().machines.filter(({ name }) => name !== 'blue-nc-2') });
    const current = aClaim({ owner: 'ada@laptop' });
    const added = plan(aLargeCloud(), { existing, claim: { current, untilEpochMs: null } });
    expect(added.title).toBe('Add to cloud blue');
    expect(new Set(added.steps.flatMap(({ id }) => findStepMachine(id) ?? []))).toEqual(new Set(['blue-nc-2']));
    expect(idsOf(added)).toEqual(expect.arrayContaining(['keep-claim', 'write-claim', 'keep-cloud', 'write-cloud']));
    expect(stepOf(added, 'write-cloud').undo?.argv.slice(0, 2)).toEqual(['mv', '-f']);
    expect(read(aLargeCloud(), { existing: aLargeCloud() })).toEqual({
      kind: 'refused',
      problems: ['Cloud blue is there already, and nothing of it is to be changed.'],
    });
  });
});

describe('the practice cloud', () => {
  it('is watched by the lines of its console', () => {
    const practice = plan(aCloud({ recipe: 'practice-cloud' }), { recipe: aBuiltInRecipe('practice-cloud') });
    expect(argvOf(practice, 'wait-for-install@blue').at(-1)).toBe('practice-installer: stopped: .*$');
    expect(argvOf(practice, 'wait-until-ready@blue')).toEqual(expect.arrayContaining(['line', 'practice-system: ready$']));
    expect(toLineExpression('a.b [*] $x\\')).toBe('a\\.b \\[.*\\] \\$x\\\\$');
  });
});

describe('installs by hand', () => {
  it('boot the CD once, and are waited for only where another machine needs theirs', () => {
    const alone = plan(aCloud({ install: 'answer-sheet' }));
    expect(idsOf(alone).slice(-3)).toEqual(['prepare-control@blue', 'start-qemu@blue', 'open-control@blue']);
    expect(argvOf(alone, 'start-qemu@blue').join(' ')).toContain('-boot order=cd,once=d');
    expect(idsOf(alone)).not.toContain('check-secrets');
    const large = plan(aLargeCloud({ install: 'boot-menu' }));
    expect(argvOf(large, 'wait-until-ready@blue-nc-1')[2]).toBe(String(8 * 3_600));
    expect(idsOf(large)).not.toContain('wait-until-ready@blue-frontend');
  });
});

describe('installs by keys', () => {
  const practice = { recipe: aBuiltInRecipe('practice-cloud') };
  const typed = (cloud: Cloud) => plan({ ...cloud, recipe: 'practice-cloud', install: 'boot-menu' }, practice);

  it('choose the entry when the menu is seen, answer what is asked, and start from the disk', () => {
    const alone = typed(aCloud());
    expect(idsOf(alone).slice(-12)).toEqual([
      'prepare-control@blue',
      'start-installer@blue',
      'open-control@blue',
      'drive-menu@blue',
      'answer-questions@blue',
      'forget-secrets',
      'wait-for-install@blue',
      'finish-install@blue',
      'prepare-control-again@blue',
      'start-qemu@blue',
      'open-control-again@blue',
      'wait-until-ready@blue',
    ]);
    expect(argvOf(alone, 'start-installer@blue').join(' ')).toMatch(/-boot order=cd,once=d -no-reboot /);
    expect(argvOf(alone, 'start-qemu@blue').join(' ')).toMatch(/-boot order=cd (?!.*-no-reboot)/);
    const menu = argvOf(alone, 'drive-menu@blue');
    expect(menu.slice(menu.indexOf('see'), menu.indexOf('gone'))).toEqual([
      ...['see', 'Install practice system with Eucalyptus Cloud-in-a-box', 'press', 'c', 'press', 'ret', 'within', '1800'],
    ]);
    const answers = argvOf(alone, 'answer-questions@blue').join(' ');
    expect(answers).toContain('ask IP address: type 10.101.7 1 0 dot 1 0 1 dot 7 type .2 dot 2 press ret');
    expect(answers).toContain('ask Root Password: secret rootPasswordKeys press ret');
  });

  it('come to each menu before its minute is over, and forget the passwords after the last question', () => {
    const large = idsOf(typed(aLargeCloud()));
    const first = large.indexOf('start-installer@blue-nc-1');
    expect(large.slice(first, first + 9)).toEqual([
      ...['start-installer', 'open-control', 'drive-menu'].map((id) => `${id}@blue-nc-1`),
      ...['prepare-control', 'start-installer', 'open-control', 'drive-menu'].map((id) => `${id}@blue-nc-2`),
      ...['blue-nc-1', 'blue-nc-2'].map((name) => `answer-questions@${name}`),
    ]);
    expect(large[large.indexOf('answer-questions@blue-frontend') + 1]).toBe('forget-secrets');
  });

  it('leave graphical questions to a person, and refuse a keyboard that they cannot use', () => {
    const faststart = plan(aCloud({ install: 'boot-menu' }));
    expect(idsOf(faststart).slice(-2)).toEqual(['open-control@blue', 'drive-menu@blue']);
    const reading = read(
      aCloud({ recipe: 'practice-cloud', install: 'boot-menu', locale: { timezone: 'UTC', keyboard: 'tr', language: 'en_US' } }),
      practice,
    );
    expect(reading).toMatchObject({ kind: 'refused', problems: ['blue: Nutshell cannot type with the keyboard layout tr.'] });
  });

  it('bring a password as its keys, where each of its characters has one', () => {
    expect(toPasswordKeys('Pass-1', 'us')).toBe('shift-p a s s minus 1');
    expect(toPasswordKeys('пароль', 'us')).toBeNull();
    expect(toPasswordKeys('Pass-1', 'tr')).toBeNull();
  });
});

describe('what keeps a cloud from being planned', () => {
  it.each<[string, Cloud, Partial<CloudPlanInput>, string]>([
    [
      'no ISO',
      aCloud({ machines: [aCloudMachine({ isoPath: null })] }),
      {},
      'blue has no ISO that its installer could be taken from.',
    ],
    ['a way there is not', aCloud({ install: 'seed-disk' }), {}, 'has no way seed-disk to install Cloud in a Box.'],
    ['a role there is not', aCloud({ machines: [aCloudMachine({ role: 'xx' })] }), {}, 'has no role xx.'],
    ['no gateway', aCloud(), { network: { ...aNetwork, gateway: null } }, 'The host has no gateway on br0'],
    ['a subnet too small', aCloud({ private: null }), {}, '“Private Subnet” is missing.'],
    [
      'a hostile time zone',
      aCloud({ locale: { timezone: 'UTC; rm -rf /', keyboard: 'us', language: 'en_US' } }),
      {},
      'is not a time zone',
    ],
    [
      'another system’s hardware',
      aCloud({ recipe: 'xcp-ng', machines: [aCloudMachine({ role: 'host' })] }),
      { recipe: aBuiltInRecipe('xcp-ng') },
      'needs what machines cannot have yet',
    ],
  ])('%s', (_what, cloud, more, sentence) => {
    const reading = read(cloud, more);
    expect(reading.kind === 'refused' ? reading.problems.join('\n') : '').toContain(sentence);
  });
});

describe('the turns of machines', () => {
  it('follow what roles say of each other, and end where they go round in circles', () => {
    const roles = faststart.roles;
    const turns = orderTurns({ roles }, aLargeCloud().machines.toReversed());
    expect(turns.map(({ machines }) => machines.map(({ name }) => name))).toEqual([
      ['blue-nc-2', 'blue-nc-1'],
      ['blue-frontend'],
    ]);
    expect(turns[0]?.awaited).toEqual(['blue-nc-2', 'blue-nc-1']);
    const round = roles.map((role) => ({
      ...role,
      after: roles.map(({ id }) => ({ role: id, until: 'ready' as const, why: null, evidence: null })),
    }));
    expect(orderTurns({ roles: round }, aLargeCloud().machines).flatMap(({ machines }) => machines)).toHaveLength(3);
  });
});
