import { expect, it } from 'vitest';
import { createCommandLog } from '#core/activity/create-command-log.ts';
import { HostError } from '#core/ports/host-error.ts';

it('keeps what a host was sent, under that host, and how it went', () => {
  const log = createCommandLog(() => 1_000);
  const record = log.recorderFor('alpha').begin('Read the host', 'sh collect.sh');
  const entry = { sequence: 1, hostId: 'alpha', atEpochMs: 1_000, purpose: 'Read the host', command: 'sh collect.sh' };
  expect(log.list('alpha')).toEqual([{ ...entry, state: { kind: 'running' } }]);
  record.end({ exitCode: 0, bytesRead: 4 });
  expect(log.list(null)).toEqual([{ ...entry, state: { kind: 'ended', exitCode: 0, bytesRead: 4, durationMs: 0 } }]);
  expect(log.list('beta')).toEqual([]);
});

it('tells who watches of each command twice, and holds on to the first end', async () => {
  const log = createCommandLog(() => 0);
  const controller = new AbortController();
  const seen: string[] = [];
  const watching = (async () => {
    for await (const { state } of log.watch(controller.signal)) seen.push(state.kind === 'failed' ? state.reason : state.kind);
  })();
  const record = log.recorderFor('alpha').begin('List volumes', 'lvs');
  record.fail(new HostError('command-failed', 'lvs ended with 5.'));
  record.end({ exitCode: 5, bytesRead: 0 });
  controller.abort();
  await watching;
  expect(seen).toEqual(['running', 'lvs ended with 5.']);
});

it('forgets the oldest when it holds 2,000, for good', () => {
  const log = createCommandLog(() => 0);
  const recorder = log.recorderFor('alpha');
  const records = Array.from({ length: 2_010 }, (_, n) => recorder.begin(String(n), 'true'));
  for (const record of records) record.end({ exitCode: 0, bytesRead: 0 });
  expect(log.list(null)).toHaveLength(2_000);
  expect(log.list(null)[0]?.purpose).toBe('10');
});
