import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';
import { traceReplica } from '../../path-faults/trace-replica.ts';
import { interleave, timeMs } from '../measure/interleave.ts';
import { roundsOf, writeSection, type Series } from '../measure/section.ts';

const reason = whyNoReplica();
const replica = createPathReplica(`nshbt${process.pid}`);
const series: Series[] = [];
const reference = 'ping alone';

const ping = async () => {
  const argv = ['netns', 'exec', replica.nameOf('lan'), 'ping', '-n', '-q', '-c', '5', '-i', '0.3', '-W', '1', '10.77.0.101'];
  try {
    execFileSync('ip', argv, { stdio: 'ignore' });
  } catch {
    // Nothing came back: that is what is measured as well.
  }
};

async function compare(subject: string): Promise<void> {
  const time = (act: () => Promise<unknown>) => async () => ({ 'until known': (await timeMs(act)) / 1_000 });
  series.push(
    ...(await interleave({
      subject,
      units: { 'until known': 's' },
      rounds: roundsOf(7, 1),
      ways: {
        [reference]: time(ping),
        'Nutshell: where, and why': time(() => traceReplica(replica)),
        'Nutshell, and the kernels asked': time(() => traceReplica(replica, { hasKernelConsent: true })),
      },
    })),
  );
}

beforeAll(() => (reason === null ? replica.build() : undefined));

afterAll(async () => {
  replica.remove();
  await writeSection({
    id: '7-trace-live',
    title: 'From the click to the verdict',
    reference,
    series,
    conditions: [
      'The seven devices in network namespaces of one machine, without SSH: what a line adds is in the sections above.',
      'Five pings, 0.3 s apart, in every way. Nutshell reads all rules of three places before and after, starts tcpdump at seven devices, and waits 1.5 s for what may still come; ping knows only whether an answer came.',
    ],
  });
});

describe.skipIf(reason !== null)('a trace', () => {
  it('of a path that is well', async () => {
    await compare('a healthy path');
    expect(series.length).toBeGreaterThan(0);
  });

  it('of a path whose security group is closed', async () => {
    replica.run('machine', 'iptables -D SG1 1');
    await compare('a closed security group');
    expect(series.every(({ values }) => values.every((value) => value > 0))).toBe(true);
  });
});
