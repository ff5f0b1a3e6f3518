import { describe, expect, it } from 'vitest';
import type { PracticeEvent } from '#contract/practice.ts';
import type { PracticeStatus } from '#domain/practice/practice.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

const host = aHost({ id: 'practice-1', name: 'practice', origin: 'practice' });

function progress(step: 'disk' | 'boot', title: string, percent: number, detail: string | null): PracticeEvent {
  return { kind: 'progress', progress: { step, title, percent, detail } };
}

const events: readonly PracticeEvent[] = [
  progress('disk', 'Make the disk', 40, null),
  progress('boot', 'Boot the host', 61.4, 'kernel'),
  progress('boot', 'Boot the host', 70, 'sshd'),
  { kind: 'ready', hostId: 'practice-1' },
];

function clientFor(practice: NonNullable<PartialClient['practice']>): PartialClient {
  return { ...clientWith([host]), practice };
}

describe('practice up', () => {
  it('names each step once with its percent, and the host when it is ready', async () => {
    const { code, out, err } = await runCli(['practice', 'up'], { client: clientFor({ up: () => streamOf(...events) }) });
    expect(code).toBe(0);
    expect(out).toBe('practice\n');
    expect(err).toBe(' 40 %  Make the disk\n 61 %  Boot the host\nThe practice host is ready. Next: nutshell check practice\n');
  });

  it('in JSON gives one line per event', async () => {
    const { out, err } = await runCli(['practice', 'reset', '--json'], {
      client: clientFor({ reset: () => streamOf(...events) }),
    });
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(events);
    expect(err).toBe('');
  });

  it('that ends without being ready is a fault, not a success', async () => {
    const { code } = await runCli(['practice', 'up'], { client: clientFor({ up: () => streamOf<PracticeEvent>() }) });
    expect(code).toBe(1);
  });
});

describe('practice status', () => {
  it.each<[PracticeStatus, number, string]>([
    [{ kind: 'not-built' }, 3, 'There is no practice host yet.'],
    [{ kind: 'stopped', builtEpochMs: 0 }, 3, 'The practice host is down'],
    [
      { kind: 'running', hostId: 'p', sshPort: 2201, accelerator: 'tcg', incidents: 2 },
      0,
      'restored 2 times after it stopped answering',
    ],
    [
      {
        kind: 'unsupported',
        problem: { code: 'unsupported', message: 'Only on Debian.', hint: 'Use a Linux laptop.', raw: null },
      },
      3,
      'Only on Debian.\nUse a Linux laptop.',
    ],
  ])('of %j ends with %d', async (status, code, sentence) => {
    const result = await runCli(['practice', 'status'], { client: clientFor({ status: async () => status }) });
    expect(result.code).toBe(code);
    expect(result.out).toContain(sentence);
    const json = await runCli(['practice', 'status', '--json'], { client: clientFor({ status: async () => status }) });
    expect(JSON.parse(json.out)).toEqual(status);
  });
});

describe('practice ssh', () => {
  const client = clientFor({ sshCommand: async () => ['ssh', '-p', '2201', 'root@127.0.0.1'] });

  it('hands the terminal to ssh, with what stands after --', async () => {
    const runs: (readonly string[])[] = [];
    const run = async (argv: readonly string[]) => {
      runs.push(argv);
      return 5;
    };
    const { code } = await runCli(['practice', 'ssh', '--', 'lvs', '-o', 'lv_name'], { client, programs: { run } });
    expect(code).toBe(5);
    expect(runs).toEqual([['ssh', '-p', '2201', 'root@127.0.0.1', 'lvs', '-o', 'lv_name']]);
  });

  it('in JSON prints the command and runs nothing', async () => {
    const { out } = await runCli(['practice', 'ssh', '--json'], { client });
    expect(JSON.parse(out)).toMatchObject({ command: 'ssh -p 2201 root@127.0.0.1' });
  });

  it('that finds no connection is a sentence with its code', async () => {
    const { code, err } = await runCli(['practice', 'ssh'], { client, programs: { run: async () => 255 } });
    expect(code).toBe(5);
    expect(err).toContain('nutshell practice status');
  });
});
