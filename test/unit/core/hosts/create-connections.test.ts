import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCommandLog } from '#core/activity/create-command-log.ts';
import { createConnections } from '#core/hosts/create-connections.ts';
import type { ConnectAttempt } from '#core/ports/host-connector.ts';
import type { Host } from '#domain/hosts/host.ts';
import { createFakeConnector, createFakeLink, lineCut, type FakeLink } from '#fakes/fake-host-link.ts';

const host: Host = {
  id: 'alpha',
  name: 'alpha',
  address: '192.0.2.1',
  port: 22,
  user: 'root',
  auth: { kind: 'agent' },
  jumps: [],
  origin: 'own',
};
const answers = { acceptedFingerprints: [], secrets: [{ target: 'root@192.0.2.1', kind: 'password' as const, value: 'pw' }] };
const none = { acceptedFingerprints: [], secrets: [] };
const connected = (link: FakeLink): ConnectAttempt => ({ kind: 'connected', link });
const failed: ConnectAttempt = { kind: 'failed', problem: lineCut };

function setup(attempts: Parameters<typeof createFakeConnector>[0]) {
  const { connector, asked } = createFakeConnector(attempts);
  const states: string[] = [];
  const connections = createConnections({
    connector,
    commandLog: createCommandLog(() => Date.now()),
    now: () => Date.now(),
    onChange: () => states.push(connections.stateOf('alpha').kind),
  });
  return { connections, asked, states };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a connection', () => {
  it('shows each state on its way', async () => {
    const { connections, states } = setup([connected(createFakeLink())]);
    await expect(connections.connect(host, none)).resolves.toEqual({ kind: 'connected' });
    expect(states).toEqual(['connecting', 'connected']);
  });

  it('comes back by itself after a lost link, with the answers it had', async () => {
    const first = createFakeLink();
    const { connections, asked, states } = setup([connected(first), failed, failed, connected(createFakeLink())]);
    await connections.connect(host, answers);
    first.lose();
    expect(() => connections.shellOf(host)).toThrow(/no connection to alpha \(reconnecting\)/);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states.at(-1)).toBe('connected');
    expect(asked).toHaveLength(4);
    expect(asked.at(-1)?.[1]).toEqual(answers);
  });

  it('stops coming back when a person must answer, and never accepts a changed key by itself', async () => {
    const first = createFakeLink();
    const change = {
      target: 'root@192.0.2.1',
      keyType: 'ssh-ed25519',
      offeredFingerprint: 'SHA256:new',
      knownFingerprints: ['SHA256:old'],
      knownHostsPath: 'known_hosts',
      knownHostsLines: [1],
    };
    const { connections, asked, states } = setup([connected(first), { kind: 'changed-host-key', change }]);
    await connections.connect(host, none);
    first.lose();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(states.at(-1)).toBe('refused');
    expect(asked).toHaveLength(2);
  });

  it('gives up coming back when the person disconnects, and closes a link that arrives too late', async () => {
    const first = createFakeLink();
    const late = createFakeLink();
    const { connections } = setup([
      connected(first),
      () => new Promise((resolve) => setTimeout(() => resolve(connected(late)), 5_000)),
    ]);
    await connections.connect(host, none);
    first.lose();
    await vi.advanceTimersByTimeAsync(600);
    connections.disconnect('alpha');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(connections.stateOf('alpha').kind).toBe('disconnected');
    expect(late.isClosed()).toBe(true);
  });

  it('shares one attempt between two callers', async () => {
    const { connections, asked } = setup([
      () => new Promise((resolve) => setTimeout(() => resolve(connected(createFakeLink())), 100)),
    ]);
    const both = Promise.all([connections.connect(host, none), connections.connect(host, none)]);
    await vi.advanceTimersByTimeAsync(200);
    await expect(both).resolves.toEqual([{ kind: 'connected' }, { kind: 'connected' }]);
    expect(asked).toHaveLength(1);
  });

  it('turns a fault nobody foresaw into a sentence with the raw text', async () => {
    const { connections } = setup([new TypeError('undefined is not a function')]);
    const outcome = await connections.connect(host, none);
    expect(outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'internal', raw: expect.stringContaining('undefined is not a function') as string },
    });
  });
});
