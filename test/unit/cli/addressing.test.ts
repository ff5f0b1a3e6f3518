import { describe, expect, it } from 'vitest';
import type { HostView } from '#contract/hosts.ts';
import { aClaim, anAddress } from '#fakes/addressing.ts';
import { createAddressingBench, type AddressingWorld } from '#fakes/addressing-bench.ts';
import { aHost as someFacts } from '#fakes/host-facts.ts';
import { known } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli } from './run-cli.ts';

const facts = someFacts({
  claims: known([aClaim()], 'cat claim.json'),
  clock: known({ hostEpochMs: Date.UTC(2026, 10, 15), skewMs: 0, isSynchronised: true }, 'date'),
});

async function run(argv: readonly string[], more: Partial<AddressingWorld> = {}) {
  const bench = createAddressingBench({
    views: [{ host: aHost(), connection: { kind: 'connected' } } as HostView],
    read: async (hostId) => ({ hostId, facts, readiness: buildReadiness(facts), machines: [] }),
    run: async function* (plan) {
      yield {
        kind: 'started',
        operationId: 'op-1',
        title: plan.title,
        subject: plan.subject,
        target: plan.target,
        undoableUntilEpochMs: null,
        steps: [],
        startedBy: 'ada@laptop',
        atEpochMs: 1,
      };
      yield { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 9 };
    },
    remembered: { 'lab-1': { owned: ['10.101.7.0/24', '172.30.0.0/20'], claims: [] } },
    ...more,
  });
  const result = await runCli(['addresses', ...argv], { client: { ...clientWith([aHost()]), addressing: bench.client } });
  return { ...result, memory: bench.memory };
}

describe('nutshell addresses', () => {
  it('draws the blocks, who has what, and what a claim gives', async () => {
    const { code, out } = await run(['lab']);
    expect(code).toBe(0);
    expect(out).toContain('br0 is in 10.101.0.0/16: host 10.101.1.10, gateway 10.101.0.2, nameserver 10.101.0.3.');
    expect(out).toContain('10.101.7.0/24  for machines and public addresses, 223 of 256 free');
    expect(out).toContain(`[a.......aaaaaaaa${'.'.repeat(48)}]`);
    expect(out).toMatch(/a\s+10\.101\.7\.32-10\.101\.7\.63\s+32\s+the public addresses of cloud blue/);
    expect(out).toMatch(/a\s+blue\s+bob@desk until 2026-12-01 .*13 security groups/);
  });

  it('writes addresses as text with --json', async () => {
    const { out } = await run(['lab', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      map: {
        network: { network: { subnet: '10.101.0.0-10.101.255.255', hostAddress: '10.101.1.10' } },
        blocks: [{ range: '10.101.7.0-10.101.7.255' }, {}],
      },
    });
  });

  it('remembers what is owned, tries it with --dry-run, and says what it cannot read', async () => {
    expect((await run(['own', 'lab', '10.101.8.x', '--add'])).memory['lab-1']?.owned).toEqual([
      '10.101.7.0-10.101.8.255',
      '172.30.0.0/20',
    ]);
    const tried = await run(['own', 'lab', '10.101.7.0/25', '--remove', '--dry-run']);
    expect(tried.out).toContain('10.101.7.128/25\n172.30.0.0/20');
    expect(tried.memory['lab-1']?.owned).toEqual(['10.101.7.0/24', '172.30.0.0/20']);
    expect((await run(['own', 'lab'])).out).toContain('10.101.7.0/24');
    const wrong = await run(['own', 'lab', '10.101.7.9-80']);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('Did you mean 10.101.7.9-10.101.7.80?');
    expect((await run(['own', 'lab', '10.101.8.x', '--add', '--remove'])).code).toBe(2);
  });

  it('plans clouds in the words of FastStart’s screens', async () => {
    const { code, out } = await run(['plan', 'lab', 'green', 'red', '--public', '16']);
    expect(code).toBe(0);
    expect(out).toContain('green\n  machine green: 10.101.7.1\n  Public IP range/list: 10.101.7.64-10.101.7.79');
    expect(out).toContain('Private Subnet: 172.30.2.0, Private Netmask: 255.255.254.0');
    expect(out).toContain('Addresses per security group: 32');
    expect(out).toContain('NC Bridge IP: 172.30.15.253');
  });

  it('ends with 4 where there is no plan, and says why', async () => {
    const { code, out } = await run([
      'plan',
      'lab',
      'green',
      '--public',
      '10.101.7.60-10.101.7.70',
      '--private',
      'none',
      '--nc-bridge',
      'none',
    ]);
    expect(code).toBe(4);
    expect(out).toContain('overlaps 10.101.7.32/27, the public addresses of cloud blue, claimed by bob@desk until 2026-12-01.');
  });

  it('claims, with steps to look at first, and refuses what is another’s', async () => {
    const dry = await run(['claim', 'lab', 'green', '--dry-run']);
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toContain('guard-addresses.sh');
    expect(dry.err).toContain('Nothing was changed.');
    const done = await run(['claim', 'lab', 'green', '--machine', 'front=10.101.7.9', '--machine', 'nc1', '--days', 'always']);
    expect(done.code).toBe(0);
    expect(done.err).toContain('Claim the addresses of green');
    expect(await run(['claim', 'lab', 'blue'])).toMatchObject({ code: 4 });
    expect(await run(['take-over', 'lab', 'blue'])).toMatchObject({ code: 4 });
    expect((await run(['release', 'lab', 'blue', '--dry-run'])).out).toContain('only they can release it');
    expect((await run(['claim', 'lab', 'green', '--machine', '=x'])).err).toContain('Write NAME or NAME=ADDRESS');
    expect((await run(['claim', 'lab', 'green', '--script'])).out).toBe('#!/bin/sh\n');
  });

  const answered = {
    neighbours: [{ address: anAddress('10.101.7.9'), mac: '52:54:00:00:00:09' }],
    replies: null,
    hostAddresses: [],
  };

  it('probes, and ends with 4 where somebody answered', async () => {
    expect(await run(['probe', 'lab', '10.101.7.8-10.101.7.11'])).toMatchObject({
      code: 0,
      out: 'free   Nobody on br0 answered for 4 of 4: 10.101.7.8/30\n',
    });
    const { code, out, err } = await run(['probe', 'lab', '10.101.7.8-10.101.7.11'], { probe: answered });
    expect(code).toBe(4);
    expect(out).toContain('in use 10.101.7.9 is in use: 52:54:00:00:00:09 answered.');
    expect(err).toContain('no tcpdump');
  });

  it('does not claim what somebody answers for, if asked to look first', async () => {
    const { code, err } = await run(['claim', 'lab', 'green', '--machine', 'green=10.101.7.9', '--probe'], { probe: answered });
    expect(code).toBe(4);
    expect(err).toContain('10.101.7.9 is in use: 52:54:00:00:00:09 answered.');
  });
});
