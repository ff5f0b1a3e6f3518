import { describe, expect, it } from 'vitest';
import type { Chain, Hop } from '#domain/path/chain.ts';
import { drawChain } from '#domain/path/draw-chain.ts';
import { formatTime } from '#cli/terminal/format.ts';
import { createPaint } from '#cli/terminal/paint.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli } from './run-cli.ts';

function aHop(changes: Partial<Hop> & Pick<Hop, 'id'>): Hop {
  return {
    kind: 'physical',
    place: 'host',
    name: changes.id,
    state: 'up',
    mac: null,
    mtu: null,
    addresses: [],
    counters: null,
    reason: null,
    evidence: 'ip -j link',
    facts: [],
    warnings: [],
    ...changes,
  };
}

const counters = { rxBytes: 2048, rxPackets: 20, rxDropped: 3, rxErrors: 0, txBytes: 0, txPackets: 0, txDropped: 0, txErrors: 0 };
const address = { family: 'inet', address: '10.101.1.10', prefixLength: 16, scope: 'global' } as const;

const chain: Chain = {
  machineName: 'ciab',
  nicMac: '52:54:00:12:34:60',
  readAtEpochMs: 0,
  instance: null,
  lanes: { forward: ['em1', 'br0', 'tap', 'eth0'], reverse: ['eth0', 'tap', 'br0', 'em1'] },
  nat: [],
  hops: [
    aHop({ id: 'em1', mac: '02:00:00:00:00:01', mtu: 1500, counters }),
    aHop({ id: 'br0', kind: 'bridge', addresses: [address], warnings: ['STP is on.'] }),
    aHop({ id: 'tap', kind: 'tap', name: '?', state: 'missing', reason: 'QEMU holds no tap open.' }),
    aHop({ id: 'eth0', kind: 'guest-nic', place: 'machine', state: 'not-inspected', reason: 'Nobody looked inside yet.' }),
  ],
  joins: [
    { fromHopId: 'em1', toHopId: 'br0', state: 'joined', reason: null },
    { fromHopId: 'br0', toHopId: 'tap', state: 'broken', reason: 'br0 has no port for this machine' },
  ],
};

const title = { hostName: 'lab', readAt: formatTime(0) };

const expected = `ciab  network card 52:54:00:12:34:60, read ${formatTime(0)}

host lab
  ┌────────┐
  │ em1    │  physical · up · 02:00:00:00:00:01 · mtu 1500
  └───┬────┘  received 2 KiB in 20 packets, 3 dropped; sent 0 B in 0 packets
      │
  ┌───┴────┐
  │ br0    │  bridge · up
  └───┬────┘  10.101.1.10/16
      │       warning STP is on.
      ╳       broken: br0 has no port for this machine
  ┌╌╌╌┴╌╌╌╌┐
  ╎ ?      ╎  tap · missing
  └╌╌╌┬╌╌╌╌┘  QEMU holds no tap open.
      ┊       not inspected

machine ciab
  ┌┈┈┈┴┈┈┈┈┐
  ┊ eth0   ┊  guest nic · not inspected
  └┈┈┈┈┈┈┈┈┘  Nobody looked inside yet.`;

describe('a chain', () => {
  it('is drawn from the wire inwards, with what is missing in its place', () => {
    expect(drawChain(chain, title, createPaint(false))).toBe(expected);
  });

  it('grows with the longest name', () => {
    const long = drawChain({ ...chain, hops: [aHop({ id: 'enp0s31f6np0' })], joins: [] }, title, createPaint(false));
    expect(long.split('\n').slice(3)).toEqual(['  ┌──────────────┐', '  │ enp0s31f6np0 │  physical · up', '  └──────────────┘']);
  });
});

describe('the chain command', () => {
  const clientFor = (chains: readonly Chain[]) => ({
    ...clientWith([aHost()], { 'lab-1': [aMachine()] }),
    path: { chains: async () => chains },
  });

  it('ends with 3 where a hop is missing', async () => {
    const { code, out } = await runCli(['chain', 'ciab'], { client: clientFor([chain]) });
    expect(code).toBe(3);
    expect(out).toBe(`${expected}\n`);
  });

  it('ends with 0 where all that was looked at is up', async () => {
    const whole = { ...chain, hops: chain.hops.filter((hop) => hop.state !== 'missing'), joins: chain.joins.slice(0, 1) };
    expect((await runCli(['chain', 'ciab'], { client: clientFor([whole]) })).code).toBe(0);
  });

  it('in JSON gives the chains as they were read', async () => {
    const { out } = await runCli(['chain', 'ciab', '--json'], { client: clientFor([chain]) });
    expect(JSON.parse(out)).toEqual({ host: { id: 'lab-1', name: 'lab' }, machine: 'ciab', chains: [chain] });
  });

  it('of a machine without a network card says so', async () => {
    const { code, out } = await runCli(['chain', 'ciab'], { client: clientFor([]) });
    expect(code).toBe(3);
    expect(out).toContain('has no network card');
  });
});
