import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { judge, wipe } from './bench/judge.ts';
import { makePrecious } from './bench/marks.ts';
import { openFaultHost, type FaultHost } from './bench/open-fault-host.ts';
import { isProven } from './bench/record-outcome.ts';
import { hold } from './bench/strike.ts';

let bench: FaultHost;
let name = '';
let count = 0;

beforeAll(async () => {
  bench = await openFaultHost();
  await makePrecious(bench.host);
});
afterAll(() => bench.close());
afterEach(() => wipe(bench, name));

/** Launches, has `spoil` run on the host when the launch comes to this step, and mends the host again. What the person is told. */
async function launchSpoilt(stepId: string, spoil: string, mend: string, more: Partial<MachineDraft> = {}): Promise<string> {
  name = `h${++count}`;
  const { ended } = await hold(bench, stepId, 'begins', () => ({ ended: bench.starter.launch(name, more) }));
  try {
    await bench.host.type(spoil);
    await bench.release();
    return (await ended).sentence;
  } finally {
    await bench.host.type(`${mend}\ntrue`);
  }
}

interface Fault {
  readonly fault: string;
  readonly step: string;
  readonly spoil: string;
  readonly mend: string;
  readonly says: RegExp;
  readonly more?: Partial<MachineDraft>;
}

// Nearly all of it without writing a byte, then the rest.
const fillVar =
  'fallocate -l $(($(df --output=avail -B1 /var | tail -n 1) - 1048576)) /var/filler; cat /dev/zero >>/var/filler 2>/dev/null; true';
const wrapper = '/usr/local/bin/qemu-kvm';
const bridge = { spoil: 'ip link del br9', mend: 'ip link del br9 2>/dev/null', more: { bridge: 'br9' } };
const iso = { spoil: 'rm /srv/iso/gone.iso', mend: '', more: { isoPath: '/srv/iso/gone.iso' } };
const replaced = (text: string) => ({
  spoil: `cp ${wrapper} /var/tmp/kept && printf '%s\\n' '#!/bin/sh' '${text}' >${wrapper}`,
  mend: `cp /var/tmp/kept ${wrapper}`,
});

const faults: readonly Fault[] = [
  {
    fault: 'volume group full',
    step: 'check-host',
    spoil: 'lvcreate -qq -y -Zn -n filler -l 100%FREE vg01',
    mend: 'lvremove -qq -f vg01/filler',
    says: /Volume group vg01 has 0 MiB free/,
  },
  {
    fault: 'volume group full',
    step: 'create-volume',
    spoil: 'lvcreate -qq -y -Zn -n filler -l 100%FREE vg01',
    mend: 'lvremove -qq -f vg01/filler',
    says: /insufficient free space/i,
  },
  {
    fault: '/var full',
    step: 'write-definition',
    spoil:
      'fallocate -l "$(df --output=avail -B1 /var | tail -n 1)" /var/filler 2>/dev/null; cat /dev/zero >>/var/filler 2>/dev/null; true',
    mend: 'rm -f /var/filler',
    says: /no space left on device/i,
  },
  { fault: 'ISO gone', step: 'check-host', ...iso, says: /There is no \/srv\/iso\/gone\.iso on this host/ },
  { fault: 'ISO gone', step: 'start-qemu', ...iso, says: /gone\.iso/ },
  {
    fault: 'QEMU gone',
    step: 'check-host',
    spoil: `mv ${wrapper} /var/tmp/`,
    mend: `mv /var/tmp/qemu-kvm ${wrapper}`,
    says: /no QEMU at/,
  },
  {
    fault: 'QEMU gone',
    step: 'start-qemu',
    spoil: `mv ${wrapper} /var/tmp/`,
    mend: `mv /var/tmp/qemu-kvm ${wrapper}`,
    says: /127|not found/,
  },
  {
    fault: 'QEMU ends at once',
    step: 'start-qemu',
    ...replaced('exec /usr/bin/qemu-system-x86_64 -machine no-such-machine'),
    says: /unsupported machine type/,
  },
  {
    fault: 'QEMU ends right after it started',
    step: 'start-qemu',
    ...replaced(
      'for w; do shift; case $w in pc,*) w=pc,accel=tcg ;; host) w=max ;; esac; set -- "$@" "$w"; done; /usr/bin/qemu-system-x86_64 "$@" -S && pkill -9 -n qemu-system',
    ),
    says: /QEMU ended/,
  },
  { fault: 'bridge gone', step: 'check-host', ...bridge, says: /There is no bridge br9 on this host any more/ },
  { fault: 'bridge gone', step: 'start-qemu', ...bridge, says: /br9|bridge helper/ },
];

describe('a launch on a host that changes under it', () => {
  beforeAll(async () => {
    await bench.host.type("echo 'allow br9' >>/etc/qemu/bridge.conf");
  });

  it.for(faults)('says why and leaves nothing: $fault, at $step', async (spoilt, { skip }) => {
    const { fault, step, spoil, mend, says, more = {} } = spoilt;
    skip(isProven({ operation: 'launch', fault, step }), 'proven before');
    await bench.host.type(
      'ip link show br9 >/dev/null 2>&1 || { ip link add br9 type bridge && ip link set br9 up; }; cp -l /srv/iso/practice-installer.iso /srv/iso/gone.iso 2>/dev/null; true',
    );
    const sentence = await launchSpoilt(step, spoil, mend, more);
    expect(sentence).toMatch(says);
    expect(sentence).toContain('nothing was left behind');
    await judge(bench, { name, end: 'absent' }, { operation: 'launch', fault, step, outcome: 'failed with a sentence, undone' });
  });

  it('is not begun where /var is full from the beginning, and says so', async () => {
    name = `h${++count}`;
    await bench.host.type(fillVar);
    try {
      const { sentence } = await bench.starter.launch(name);
      expect(sentence).toMatch(/no space left on device|cannot be written/i);
    } finally {
      await bench.host.type('rm -f /var/filler');
    }
    const row = { operation: 'launch', fault: '/var full', step: '-', outcome: 'refused with a sentence' };
    await judge(bench, { name, end: 'absent' }, row);
  });

  it.each([
    ['clock a day forward', '+86400'],
    ['clock a day back', '-86400'],
  ])('goes on to its end: %s', async (fault, by) => {
    const jump = (seconds: string) => `date -s "@$(($(date +%s) ${seconds}))" >/dev/null`;
    const back = by.startsWith('+') ? by.replace('+', '-') : by.replace('-', '+');
    expect(await launchSpoilt('create-volume', jump(by), jump(back))).toBe(`Launch ${name}: done.`);
    const row = { operation: 'launch', fault, step: 'create-volume', outcome: 'complete' };
    await judge(bench, { name, end: 'complete' }, row);
  });
});
