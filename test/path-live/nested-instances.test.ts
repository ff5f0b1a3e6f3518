import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import { buildMachineChains } from '#domain/path/build-chains.ts';
import type { Chain } from '#domain/path/chain.ts';
import { findInstances } from '#domain/path/find-instances.ts';
import { createLiveTracker } from '#domain/path/live/create-live-tracker.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import { mirrorNested } from '#domain/path/live/mirror-nested.ts';
import { parseLiveLine } from '#domain/path/live/parse-live-line.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aMachine } from '#fakes/machines.ts';
import { replica as wellKnown } from '#fakes/path-places.ts';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';

const reason = whyNoReplica();
const script = `{\n${readFileSync('resources/host/watch-network.sh', 'utf8')}\n}\n`;
const name = 'i-00000005';
/** A process that is called as QEMU is, and holds a tap open as QEMU does (Linux, if_tun.h: TUNSETIFF, IFF_TAP | IFF_NO_PI). */
const standIn = `import fcntl, struct, sys, time
tap = open('/dev/net/tun', 'r+b', buffering=0)
fcntl.ioctl(tap, 0x400454ca, struct.pack('16sH22x', b'vnet7', 0x0002 | 0x1000))
print('open', flush=True)
time.sleep(600)`;
const qemuWords = `-name ${name}7 -netdev tap,id=n0,ifname=vnet7 -device virtio-net-pci,netdev=n0,mac=d0:0d:00:00:00:57`;

describe.skipIf(reason !== null)(`instances inside a machine${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  const replica = createPathReplica(`nshn${process.pid}`);
  const children: ChildProcess[] = [];
  beforeEach(() => replica.build());
  afterEach(() => {
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    replica.remove();
  });

  function start(...argv: readonly string[]): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', replica.nameOf('machine'), ...argv], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  }

  /** The host's own facts are another reading; here only what is behind its tap counts. */
  function chainsOf(inside: PlaceFacts | null): readonly Chain[] {
    const machine = aMachine({
      nics: [{ mac: wellKnown.machineMac, backend: 'tap', model: null, bridge: 'br0', tap: 'vnet5' }],
    });
    const facts = aHost();
    const told = {
      instances: [{ name, state: 'running', privateAddress: wellKnown.privateAddress, publicAddress: wellKnown.publicAddress }],
      isAllHere: true,
    };
    return buildMachineChains({ facts, machine, inside: inside && { machine: inside, nested: [] }, told });
  }

  it('are the last hops of the chain, with the name that their cloud gives them', async () => {
    const [chain, ...others] = chainsOf(await replica.inspect('machine'));
    expect(others).toEqual([]);
    expect(chain?.instance).toEqual({
      name,
      mac: wellKnown.instanceMac,
      privateAddress: wellKnown.privateAddress,
      publicAddresses: [wellKnown.publicAddress],
    });
    expect(chain?.hops.slice(-4).map(({ place, name: hop, state }) => `${place} ${hop} ${state}`)).toEqual([
      'machine eth0 up',
      'machine br0 up',
      'machine vnet0 up',
      'nested eth0 inferred',
    ]);
    expect(new Set(chain?.nat.map(({ from, to }) => `${from} > ${to}`))).toEqual(
      new Set([
        `${wellKnown.publicAddress} > ${wellKnown.privateAddress}`,
        `${wellKnown.privateAddress} > ${wellKnown.publicAddress}`,
      ]),
    );
  });

  it('are counted at their tap over one channel into the machine, what they receive and what they send', async () => {
    const [chain] = chainsOf(await replica.inspect('machine'));
    if (chain === undefined) throw new Error('no chain');
    const child = start('dash', '-s', '--', '0.3');
    child.stdin?.end(script);
    const tracker = createLiveTracker(0);
    const pictures: LivePicture[] = [];
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      const parsed = parseLiveLine(line);
      if (parsed && tracker.take(parsed, Date.now()) !== null) pictures.push(tracker.takePicture(Date.now()));
    });
    await waitFor(() => (pictures.at(-1)?.turn ?? 0) >= 2);
    // Large questions that are answered small would be told apart by their directions; a flood that is not answered is one-way.
    replica.run('nested', 'iptables -A OUTPUT -p icmp -j DROP');
    replica.run('lan', `ping -n -q -c 40 -i 0.02 -s 1200 -W 1 ${wellKnown.publicAddress} || true`);
    const ratesOf = () =>
      pictures.flatMap((machine) => mirrorNested(chain, { machine }).nested?.links.flatMap(({ rates }) => rates ?? []) ?? []);
    await waitFor(() => ratesOf().some(({ rxBytes }) => rxBytes > 10_000));
    const busiest = ratesOf().reduce((most, each) => (each.rxBytes > most.rxBytes ? each : most));
    expect(busiest.rxPackets).toBeGreaterThan(8);
    expect(busiest.txBytes).toBeLessThan(busiest.rxBytes / 4);
  });

  it('are found by the QEMU that runs them before they have said a word', async () => {
    // Its name is what the kernel has for it, as of the real one: comm is the file's name, so it is started under that.
    const child = start('bash', '-c', `exec -a qemu-kvm python3 - ${qemuWords}`);
    child.stdin?.end(`import ctypes\nctypes.CDLL(None).prctl(15, b'qemu-kvm', 0, 0, 0)\n${standIn}`);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    replica.batch('machine', 'link set vnet7 master br0', 'link set vnet7 up');
    // A new port may give the bridge another MAC, and with that it forgets its neighbours.
    replica.run('machine', `ping -n -q -c 1 -W 5 ${wellKnown.privateAddress} || true`);
    const found = findInstances(await replica.inspect('machine'), 'eth0');
    expect(found.map(({ source, name: own, port, bridge }) => [source, own, port, bridge])).toEqual([
      ['frames', null, 'vnet0', 'br0'],
      ['process', `${name}7`, 'vnet7', 'br0'],
    ]);
  });

  it('are inferred without a login, from what the host alone has heard', async () => {
    const host = await replica.inspect('host');
    expect(host.neighbours).toMatchObject({ kind: 'known' });
    // The instance's bridge enslaves the machine's card: it speaks on the host's bridge with a MAC of its own.
    replica.batch('machine', 'addr flush dev eth0', 'link set eth0 master br0');
    replica.run('nested', `ip addr add 10.77.0.55/24 dev eth0; ping -n -q -c 1 -W 2 ${wellKnown.hostAddress} || true`);
    const { forwarding, neighbours } = await replica.inspect('host');
    const base = aHost();
    const facts = {
      ...base,
      network: {
        ...base.network,
        forwarding: forwarding.kind === 'known' ? known(forwarding.value, forwarding.command) : forwarding,
        neighbours,
      },
    };
    const machine = aMachine({ nics: [{ mac: wellKnown.machineMac, backend: 'tap', model: null, bridge: 'br0', tap: 'vnet5' }] });
    const instances = buildMachineChains({ facts, machine }).map(({ instance }) => instance);
    expect(instances).toContainEqual({
      name: null,
      mac: wellKnown.instanceMac,
      privateAddress: '10.77.0.55',
      publicAddresses: [],
    });
  });
});

async function waitFor(isSo: () => boolean, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !isSo();) {
    if (Date.now() > end) throw new Error('It did not come to that in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
