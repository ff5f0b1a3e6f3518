import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOr } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import type { HostShell } from '#core/ports/host-shell.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createImageReader } from '#host/images/create-image-reader.ts';
import { openPracticeHost } from '#support/practice-host.ts';
import type { TestHost } from '#support/practice-host.ts';

const resources = { read: (path: string) => Promise.resolve(readFileSync(join('resources', path), 'utf8')) };
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const reader = createHostReader({ resources, now: () => Date.now(), randomBytes });
const browser = createImageReader({ resources, randomBytes });

/** The seed's, paused at once. */
const seedLine =
  'qemu-system-x86_64 -S -name seed1 -m 16 -nodefaults -net nic,model=virtio,macaddr=52:54:00:12:35:01 -net bridge,br=br0 -vnc :1 -daemonize';

function counted(shell: HostShell): { readonly shell: HostShell; readonly count: () => number } {
  let runs = 0;
  return { shell: { ...shell, run: (request) => (runs++, shell.run(request)) }, count: () => runs };
}

describe('reading the practice host', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openPracticeHost();
  });
  afterAll(() => host.close());

  it('takes one command and tells what the practice host is', async () => {
    const link = await host.connect('root');
    const { shell, count } = counted(link.shell);
    const facts = await reader.read(shell, link.privilege);
    expect(count()).toBe(1);
    expect(facts.distribution).toContain('Debian');
    const links = valueOr(facts.network.links, []);
    expect(links.find(({ name }) => name === 'em1')).toMatchObject({ kind: 'physical', master: 'br0', portState: 'forwarding' });
    expect(valueOr(facts.storage.groups, [])).toMatchObject([{ name: 'vg01' }]);
    expect(facts.kvm).toMatchObject({ kind: 'known', value: { device: 'usable', nested: 'on' } });
    const { lines } = buildReadiness(facts);
    expect(lines.filter(({ level }) => level === 'missing' || level === 'unknown')).toEqual([]);
  });

  it('as a user with sudo gives the same, as one without says what it may not see', async () => {
    for (const user of host.running.users.filter(({ name }) => name !== 'root')) {
      const link = await host.connect(user.name);
      const facts = await reader.read(link.shell, link.privilege);
      expect(facts.loginUser).toBe(user.name);
      expect(facts.storage.groups.kind).toBe(user.sudo ? 'known' : 'unavailable');
      expect(facts.processes.kind).toBe('known');
    }
  });

  it('finds machines others started, with their taps and chains; thirty cost no more commands than one', async () => {
    const link = await host.connect('root');
    const { shell, count } = counted(link.shell);
    await host.type(seedLine);
    const facts = await reader.read(shell, link.privilege);
    const [machine] = buildMachines(facts);
    expect(machine).toMatchObject({
      name: 'seed1',
      owner: 'foreign',
      nics: [{ mac: '52:54:00:12:35:01', bridge: 'br0', tap: 'tap0' }],
    });
    const [chain] = machine ? buildChains(facts, machine) : [];
    expect(chain?.hops.slice(0, 3).map(({ name, state }) => `${name} ${state}`)).toEqual(['em1 up', 'br0 up', 'tap0 up']);
    expect(chain?.joins.slice(0, 2).map(({ state }) => state)).toEqual(['joined', 'joined']);
    // QEMU takes seconds to start under emulation; a sleeping shell under its name costs the reading just the same.
    await host.type('cp /bin/dash /tmp/qemu-system-x86_64');
    await host.type(
      'for n in $(seq 2 30); do setsid /tmp/qemu-system-x86_64 -c "sleep 600; :" -name seed$n -m 16 >/dev/null 2>&1 </dev/null & done',
    );
    const before = count();
    const many = buildMachines(await reader.read(shell, link.privilege));
    expect(count()).toBe(before + 1);
    expect(many).toHaveLength(30);
  });

  it('lists the folder where its installers are', async () => {
    const link = await host.connect('root');
    const directory = await browser.browse(link.shell, null);
    expect(directory.entries.some(({ kind }) => kind === 'image')).toBe(true);
  });
});
