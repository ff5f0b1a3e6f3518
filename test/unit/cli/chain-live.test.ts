import { describe, expect, it } from 'vitest';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import { aLiveLink, aLivePicture, someRates } from '#fakes/live.ts';
import { aChain, aHop } from '#fakes/chains.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli, streamOf } from './run-cli.ts';

const chain = aChain([aHop({ id: 'host:em1', name: 'em1' }), aHop({ id: 'host:tap0', name: 'tap0', kind: 'tap' })]);
const tap = aLiveLink({ name: 'tap0', rates: { ...someRates, txBytes: 2048, txPackets: 12, txDropped: 3 } });

const first = aLivePicture({ turn: 4, links: [aLiveLink(), tap] });
const second = aLivePicture({
  turn: 5,
  links: [aLiveLink({ state: 'down' }), tap],
  changes: [{ atEpochMs: 3_000, change: { kind: 'link-state', device: 'em1', from: 'up', to: 'down' } }],
});

const clientFor = (...pictures: readonly LivePicture[]) => ({
  ...clientWith([aHost()], { 'lab-1': [aMachine()] }),
  path: { chains: async () => [chain], live: () => streamOf(...pictures) },
});

describe('chain --live', () => {
  it('in JSON is a line a turn, with rates, losses and what changed', async () => {
    const { code, out } = await runCli(['chain', 'ciab', '--live', '--json'], { client: clientFor(first, second) });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      {
        machine: 'ciab',
        chains: [
          {
            hops: [
              { name: 'em1', state: 'up' },
              { name: 'tap0', rates: { txBytes: 2048, txDropped: 3 } },
            ],
          },
        ],
        changes: [],
      },
      { chains: [{ hops: [{ name: 'em1', state: 'down' }, {}] }], changes: [{ sentence: 'em1 is down; it was up.' }] },
    ]);
  });

  it('is a table that is drawn over on a screen, and one below the other elsewhere', async () => {
    const elsewhere = await runCli(['chain', 'ciab', '--live'], { client: clientFor(first, second) });
    expect(elsewhere.out).toMatch(/tap0 +up +0 B\/s +0\/s +2 KiB\/s +12\/s +3\/s +–/);
    expect(elsewhere.out).toContain('em1 is down; it was up.');
    expect(elsewhere.out).not.toContain('\u001B[');
    const screen = await runCli(['chain', 'ciab', '--live'], { client: clientFor(first, second), outIsScreen: true });
    expect(screen.out).toMatch(/\u001B\[\d+A\u001B\[J/);
  });

  it('ends after the turns that were asked for', async () => {
    const { out } = await runCli(['chain', 'ciab', '--live', '--turns', '1', '--json'], { client: clientFor(first, second) });
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('refuses --turns alone', async () => {
    const { code, err } = await runCli(['chain', 'ciab', '--turns', '3'], { client: clientFor() });
    expect(code).toBe(2);
    expect(err).toContain('--turns goes with --live');
  });

  it('goes on inside with --inside alone, as the cloud logs in, and counts an instance at its tap', async () => {
    const inner = aChain([
      aHop({ id: 'host:em1', name: 'em1' }),
      aHop({ id: 'machine:vnet0', name: 'vnet0', kind: 'guest-tap', place: 'machine' }),
      aHop({ id: 'nested:eth0', name: 'eth0', kind: 'nested-nic', place: 'nested', state: 'inferred' }),
    ]);
    const asked: unknown[] = [];
    const machine = aLivePicture({ links: [aLiveLink({ name: 'vnet0', rates: { ...someRates, txBytes: 900, rxBytes: 40 } })] });
    const path = {
      lookInside: async (input: unknown) => {
        asked.push(input);
        return { kind: 'seen', target: 'root@10.101.7.2', chains: [inner], notes: [] } as const;
      },
      live: (input: { readonly insideOf?: string | undefined }) => streamOf(input.insideOf === 'ciab' ? machine : first),
    };
    const client = { ...clientFor(), path };
    const { code, out } = await runCli(['chain', 'ciab', '--live', '--inside', '--json'], { client });
    const last = JSON.parse(out.trim().split('\n').at(-1) ?? '') as unknown;
    expect(code).toBe(0);
    expect(asked).toMatchObject([{ machine: 'ciab', login: { answers: { secrets: [] } } }]);
    expect(last).toMatchObject({
      chains: [
        {
          hops: [
            { name: 'em1', place: 'host', countedAt: null },
            { name: 'vnet0', place: 'machine', rates: { txBytes: 900 }, countedAt: null },
            { name: 'eth0', place: 'nested', state: 'inferred', rates: { rxBytes: 900, txBytes: 40 }, countedAt: 'vnet0' },
          ],
        },
      ],
    });
  });

  it('says how to get into a machine that is in no cloud', async () => {
    const path = { lookInside: async () => ({ kind: 'none', reason: 'ciab is in no cloud.' }) as const };
    const { code, err } = await runCli(['chain', 'ciab', '--inside'], { client: { ...clientFor(), path } });
    expect(code).not.toBe(0);
    expect(err).toMatch(/ciab is in no cloud[^]*--inside root@ADDRESS/);
  });
});
