import { describe, expect, it } from 'vitest';
import { createTransport } from '#contract/transports/create-transport.ts';
import { createFakeBackend } from '#fakes/fake-backend.ts';
import { createLinkPair } from '#fakes/link-pair.ts';
import { connectOver, type ConnectionLoss } from '#renderer/lib/connect.ts';
import type { Link } from '#renderer/lib/link.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

interface CutState {
  session: Awaited<ReturnType<Link['checkSession']>>;
  isAway: boolean;
  cut: (reason: string) => void;
}

/** A back end that can be cut off, be away, or have forgotten this window. */
function createCuttableLink() {
  const state: CutState = { session: 'open', isAway: false, cut: () => {} };
  const backend = createFakeBackend();
  const link: Link = {
    shell: 'browser',
    openContract: async () => {
      if (state.isAway) throw new Error('Nobody answers.');
      const { near, far, cut } = createLinkPair();
      state.cut = cut;
      backend.serve(createTransport(far));
      return createTransport(near);
    },
    openConsole: async () => createLinkPair().near,
    checkSession: async () => state.session,
  };
  return { link, state };
}

async function setUp() {
  const { link, state } = createCuttableLink();
  const pauses: { task: () => void; delayMs: number }[] = [];
  const losses: ConnectionLoss[] = [];
  const restored: string[] = [];
  const connection = await connectOver(link, (task, delayMs) => pauses.push({ task, delayMs }));
  connection.onLost((loss) => losses.push(loss));
  connection.onRestored(() => restored.push('restored'));
  const endPause = async () => {
    const pause = pauses.shift();
    pause?.task();
    await settle();
    return pause?.delayMs;
  };
  return { connection, state, losses, restored, endPause, pauses };
}

describe('the window’s connection', () => {
  it('carries calls', async () => {
    const { connection } = await setUp();
    await expect(connection.client.settings.get({})).resolves.toMatchObject({ feature: 'settings', method: 'get' });
    expect(connection.shell).toBe('browser');
  });

  it('tells of its loss with the reason, and fails calls until it is back', async () => {
    const { connection, state, losses, restored, endPause } = await setUp();
    const { client } = connection;
    state.isAway = true;
    state.cut('The laptop slept.');
    expect(losses).toEqual([{ reason: 'The laptop slept.', isRetrying: true }]);
    await expect(client.settings.get({})).rejects.toMatchObject({ code: 'link-lost' });
    state.isAway = false;
    await endPause();
    expect(restored).toEqual(['restored']);
    await expect(client.settings.get({})).resolves.toMatchObject({ method: 'get' });
  });

  it('waits longer from try to try, but never longer than five seconds', async () => {
    const { state, endPause, losses } = await setUp();
    state.isAway = true;
    state.session = 'unreachable';
    state.cut('gone');
    const delays = [];
    for (let n = 0; n < 7; n++) delays.push(await endPause());
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(losses).toHaveLength(1);
  });

  it('stops trying where Nutshell was started again, and says what to do', async () => {
    const { state, endPause, losses, pauses } = await setUp();
    state.session = 'ended';
    state.cut('gone');
    await endPause();
    expect(losses.at(-1)).toEqual({ reason: expect.stringContaining('Open the address') as string, isRetrying: false });
    expect(pauses).toEqual([]);
  });

  it('stops telling who no longer listens', async () => {
    const { connection, state } = await setUp();
    const told: unknown[] = [];
    connection.onLost((loss) => told.push(loss))();
    state.cut('gone');
    expect(told).toEqual([]);
  });

  it('is refused with a sentence where there is no session', async () => {
    const { link, state } = createCuttableLink();
    state.isAway = true;
    state.session = 'ended';
    await expect(connectOver(link, () => {})).rejects.toMatchObject({
      code: 'link-lost',
      problem: { hint: expect.stringContaining('Open the address') as string },
    });
  });
});
