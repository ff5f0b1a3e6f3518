import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostShell, RunRequest } from '#core/ports/host-shell.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createLocalShell } from '#fakes/local-shell.ts';

const resources = { read: (path: string) => Promise.resolve(readFileSync(join('resources', path), 'utf8')) };

function watch(shell: HostShell) {
  const requests: RunRequest[] = [];
  return { requests, shell: { ...shell, run: (request: RunRequest) => (requests.push(request), shell.run(request)) } };
}

const isQuick = ({ command }: RunRequest) => command.kind === 'script' && command.text.startsWith('quick=yes');

describe.skipIf(process.platform !== 'linux')('the host reader', () => {
  it('reads this machine with one command each time, under a nonce of its own', async () => {
    const { requests, shell } = watch(createLocalShell(['sh']));
    let byte = 0;
    const reader = createHostReader({
      resources,
      now: () => Date.now(),
      randomBytes: (count) => new Uint8Array(count).fill(byte++),
    });
    const facts = await reader.read(shell, 'root');
    await reader.read(shell, 'root');
    expect(requests).toHaveLength(2);
    expect(requests.map(({ command }) => command.kind === 'script' && command.args)).toEqual([
      [`nutshell-${'00'.repeat(16)}`],
      [`nutshell-${'01'.repeat(16)}`],
    ]);
    expect(facts.roundTripMs).toBeGreaterThan(0);
    expect(facts.clock).toMatchObject({ kind: 'known' });
    expect(Math.abs(facts.clock.kind === 'known' ? facts.clock.value.skewMs : Infinity)).toBeLessThan(5_000);
  });

  it('becomes root only where the login may with sudo', async () => {
    const { requests, shell } = watch(createLocalShell(['sh']));
    const reader = createHostReader({ resources, now: () => Date.now(), randomBytes: (count) => new Uint8Array(count) });
    await reader.read(shell, 'sudo');
    await reader.read(shell, 'none');
    expect(requests.map(({ asRoot }) => asRoot)).toEqual([true, false]);
  });

  it('asks QEMU for its version once a minute, and every time where there is none', async () => {
    const local = createLocalShell(['sh']);
    let now = Date.now();
    const pretend = (hasQemu: boolean) =>
      watch({
        ...local,
        run: async (request) => {
          const output = await local.run(request);
          const stdout = output.stdout.replace(
            /(begin qemu [^\n]*\n)[^]*?(\n[^\n]* error\n)/,
            `$1${hasQemu ? 'binary=/bin/q\nQEMU emulator version 7.2.22\n' : ''}$2`,
          );
          return { ...output, stdout };
        },
      });
    const reader = createHostReader({ resources, now: () => now, randomBytes: (count) => new Uint8Array(count) });
    const withQemu = pretend(true);
    await reader.read(withQemu.shell, 'root');
    const second = await reader.read(withQemu.shell, 'root');
    now += 61_000;
    await reader.read(withQemu.shell, 'root');
    expect(withQemu.requests.map(isQuick)).toEqual([false, true, false]);
    expect(second.qemu).toMatchObject({ value: { binaries: [{ path: '/bin/q', version: '7.2.22' }] } });
    const without = pretend(false);
    await reader.read(without.shell, 'root');
    await reader.read(without.shell, 'root');
    expect(without.requests.map(isQuick)).toEqual([false, false]);
  });
});
