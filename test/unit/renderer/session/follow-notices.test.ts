import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createItemQueue } from '#contract/item-queue.ts';
import type { AppClient } from '#contract/api.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import type { Session } from '#renderer/session/create-session.ts';
import { followNotices } from '#renderer/session/follow-notices.ts';

describe('what a host tells of operations', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('makes the window look at its journal again, once for all that come together, and not after it stopped listening', async () => {
    const queue = createItemQueue<HostNotice>();
    const looked: string[] = [];
    const client = {
      hosts: {
        async *notices(_: object, { signal }: { readonly signal: AbortSignal }) {
          signal.addEventListener('abort', () => queue.end());
          for (let item = await queue.next(); !item.done; item = await queue.next()) yield item.value;
        },
      },
    } as unknown as AppClient;
    const operations = { getState: () => ({ loadHistory: async (hostId: string) => void looked.push(hostId) }) };
    const follow = followNotices({ client, operations: operations as unknown as Session['operations'] });
    follow(['kvm1']);
    queue.push({ kind: 'ready' });
    queue.push({ kind: 'operation', operationId: 'a', state: 'began' });
    queue.push({ kind: 'operation', operationId: 'a', state: 'ended' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looked).toEqual(['kvm1']);
    follow([]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(looked).toEqual(['kvm1']);
  });
});
