import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { TunnelEvent } from '#contract/access.ts';
import type { AppClient } from '#contract/api.ts';
import { createTunnelsStore } from '#renderer/session/create-tunnels-store.ts';

const key = { hostId: 'lab-1', cloud: 'blue', service: 'blue:8443' };
const open: TunnelEvent = { kind: 'open', port: 41000, url: 'https://127.0.0.1:41000/', note: null };

/** Tells these, and goes on until it is stopped. */
function aStore(events: readonly TunnelEvent[], failure?: ApiError) {
  const access = {
    async *tunnel(_: unknown, options?: { readonly signal?: AbortSignal }) {
      yield* events;
      if (failure) throw failure;
      await new Promise((_, reject) => options?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    },
  } as unknown as AppClient['access'];
  const store = createTunnelsStore({ access });
  return { store, state: () => store.getState().tunnels[0]?.state };
}

describe('tunnels of the window', () => {
  it('tell their address once, and what goes through them', async () => {
    const problem = { code: 'unreachable', message: 'refused', hint: null, raw: null } as const;
    const { store, state } = aStore([open, { kind: 'changed', openConnections: 1, allConnections: 2, problem }]);
    const urls: (string | null)[] = [];
    store.getState().open(key, (url) => urls.push(url));
    store.getState().open(key, (url) => urls.push(url));
    await expect.poll(state).toMatchObject({ kind: 'open', port: 41000, openConnections: 1, refusal: problem });
    expect(urls).toEqual(['https://127.0.0.1:41000/']);
    expect(store.getState().tunnels).toHaveLength(1);
  });

  it('are gone when they are stopped, without a word', async () => {
    const { store, state } = aStore([open]);
    store.getState().open(key, () => undefined);
    await expect.poll(state).toMatchObject({ kind: 'open' });
    store.getState().stop(key);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(store.getState().tunnels).toEqual([]);
  });

  it('say why they could not be opened, and can be tried again', async () => {
    const problem = { code: 'unreachable', message: 'Nothing listens there.', hint: null, raw: null } as const;
    const { store, state } = aStore([], new ApiError(problem));
    store.getState().open(key, () => undefined);
    await expect.poll(state).toEqual({ kind: 'failed', problem });
    store.getState().open(key, () => undefined);
    expect(state()).toEqual({ kind: 'opening' });
  });

  it('may be a proxy for all that the host sees, beside those to services', async () => {
    const proxies: unknown[] = [];
    const access = {
      async *socks(input: unknown) {
        proxies.push(input);
        yield { ...open, url: 'socks5h://127.0.0.1:41000' };
        await new Promise(() => undefined);
      },
    } as unknown as AppClient['access'];
    const store = createTunnelsStore({ access });
    store.getState().open({ ...key, service: null }, () => undefined);
    await expect.poll(() => store.getState().tunnels[0]?.state).toMatchObject({ kind: 'open', url: 'socks5h://127.0.0.1:41000' });
    expect(proxies).toEqual([{ hostId: 'lab-1', port: null }]);
  });
});
