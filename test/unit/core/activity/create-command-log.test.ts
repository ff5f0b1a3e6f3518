import { expect, it } from 'vitest';
import { createCommandLog } from '#core/activity/create-command-log.ts';
import { HostError } from '#core/ports/host-error.ts';
import { createFakeShell } from '#fakes/fake-host-link.ts';

it('writes down every command with its purpose, quoted, and never what went to stdin', async () => {
  const log = createCommandLog(() => 1_000);
  const shell = log.wrap(
    'alpha',
    createFakeShell(() => ({ stdout: 'four' })),
  );
  await shell.run({ purpose: 'Try', asRoot: true, stdin: 'the secret', command: { kind: 'argv', argv: ['echo', "it's"] } });
  expect(log.list(null)).toEqual([
    {
      sequence: 1,
      hostId: 'alpha',
      atEpochMs: 1_000,
      purpose: 'Try',
      command: `(as root) echo 'it'\\''s'`,
      state: { kind: 'ended', exitCode: 0, bytesRead: 4, durationMs: 0 },
    },
  ]);
  expect(JSON.stringify(log.list(null))).not.toContain('secret');
});

it('shows a command that failed, and one that still runs', async () => {
  const log = createCommandLog(() => 0);
  const shell = log.wrap(
    'alpha',
    createFakeShell(() => new HostError('command-failed', 'lvs ended with 5.')),
  );
  const controller = new AbortController();
  const seen: string[] = [];
  const watching = (async () => {
    for await (const command of log.watch(controller.signal)) seen.push(command.state.kind);
  })();
  await expect(shell.run({ purpose: 'Try', command: { kind: 'argv', argv: ['lvs'] } })).rejects.toThrow('lvs ended with 5.');
  controller.abort();
  await watching;
  expect(seen).toEqual(['running', 'failed']);
  expect(log.list('beta')).toEqual([]);
});

it('forgets the oldest when it holds 2,000', async () => {
  const log = createCommandLog(() => 0);
  const shell = log.wrap('alpha', createFakeShell());
  for (let n = 0; n < 2_010; n += 1) await shell.run({ purpose: String(n), command: { kind: 'argv', argv: ['true'] } });
  expect(log.list(null)).toHaveLength(2_000);
  expect(log.list(null)[0]?.purpose).toBe('10');
});
