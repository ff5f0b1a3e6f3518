import { describe, expect, it, vi } from 'vitest';
import { createOperationsStore, findRunning } from '#renderer/session/create-operations-store.ts';
import { createFakeAppClient } from '#fakes/window/create-fake-app-client.ts';
import { scenarios } from '#fakes/window/scenarios.ts';
import { aDisk, aDraft } from '#fakes/machines.ts';

const draft = aDraft({ name: 'fresh', disk: aDisk({ name: 'fresh' }), mac: '52:54:00:aa:bb:01' });

describe('an operation that was begun here', () => {
  it('gives its id as soon as it has begun, and is followed to its end', async () => {
    const { client } = createFakeAppClient({ ...scenarios.healthy, stepMs: 1 });
    const store = createOperationsStore(client);
    const id = await store.getState().run('kvm1', client.machines.launch({ hostId: 'kvm1', draft }), null);
    expect(findRunning(store.getState().followed)?.operation.operationId).toBe(id);
    await vi.waitFor(() => expect(store.getState().followed[id]?.operation.outcome).toEqual({ kind: 'succeeded' }));
  });

  it('keeps what failed and what was undone', async () => {
    const { client } = createFakeAppClient({ ...scenarios['failing-launch'], stepMs: 1 });
    const store = createOperationsStore(client);
    const id = await store.getState().run('kvm1', client.machines.launch({ hostId: 'kvm1', draft }), null);
    await vi.waitFor(() => expect(store.getState().followed[id]?.operation.outcome?.kind).toBe('failed'));
    const failed = store.getState().followed[id]?.operation.steps.find(({ state }) => state === 'failed');
    expect(failed).toMatchObject({ id: 'create-volume', exitCode: 5 });
  });

  it('rejects with the sentence of a refusal, and shows no operation', async () => {
    const { client } = createFakeAppClient(scenarios.lost);
    const store = createOperationsStore(client);
    await expect(store.getState().run('kvm1', client.machines.launch({ hostId: 'kvm1', draft }), null)).rejects.toThrow(
      'did not answer',
    );
    expect(store.getState().followed).toEqual({});
  });
});

describe('an operation that was interrupted', () => {
  it('goes on, and is followed to its new end', async () => {
    const { client, calls } = createFakeAppClient(scenarios.interrupted);
    const store = createOperationsStore(client);
    await store.getState().follow('kvm1', 'op-cut');
    expect(store.getState().followed['op-cut']?.operation.outcome?.kind).toBe('interrupted');
    await store.getState().goOn('kvm1', 'op-cut', 'resume');
    await vi.waitFor(() => expect(findRunning(store.getState().followed)?.operation.turns).toMatchObject([{ way: 'resume' }]));
    expect(calls).toContain('activity.resume');
  });

  it('is read anew when it is looked at again: another laptop may have resumed it', async () => {
    const { client, calls } = createFakeAppClient(scenarios.interrupted);
    const store = createOperationsStore(client);
    await store.getState().follow('kvm1', 'op-cut');
    await store.getState().follow('kvm1', 'op-cut');
    expect(calls.filter((call) => call === 'activity.follow')).toHaveLength(2);
  });
});
