import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { UploadEvent } from '#contract/images.ts';
import { createUploadsStore, type UploadFile } from '#renderer/session/create-uploads-store.ts';

const aFile = (size: number): UploadFile => ({
  name: 'mine.iso',
  size,
  slice: (from, to) => ({ arrayBuffer: async () => new ArrayBuffer(Math.min(to, size) - from) }),
});

function aStore(events: (signal: AbortSignal) => AsyncGenerator<UploadEvent>) {
  const sent: number[] = [];
  const asked: boolean[] = [];
  const client = {
    images: {
      upload: ({ restart }: { restart: boolean }, { signal }: { signal: AbortSignal }) => {
        asked.push(restart);
        return events(signal);
      },
    },
  } as unknown as AppClient;
  const openUpload = () => ({ send: async (bytes: Uint8Array) => void sent.push(bytes.byteLength), close: () => {} });
  const store = createUploadsStore({ client, openUpload, clock: () => 0 });
  const settle = async () => {
    for (let count = 0; count < 20; count++) await turn();
  };
  return { store, sent, asked, settle, only: () => store.getState().uploads[0] };
}

describe('an upload', () => {
  it('sends the whole file in pieces and tells how far it is', async () => {
    const { store, sent, settle, only } = aStore(async function* () {
      yield { kind: 'ready', ticket: 't', offsetBytes: 0 };
      yield { kind: 'progress', doneBytes: 300_000, totalBytes: 600_000 };
      yield { kind: 'checking' };
      await turn();
      yield { kind: 'finished', path: '/srv/iso/mine.iso' };
    });
    store.getState().start('h', '/srv/iso/mine.iso', aFile(600_000));
    await settle();
    expect(sent).toEqual([262_144, 262_144, 75_712]);
    expect(only()).toMatchObject({ state: { kind: 'finished' }, progress: { doneBytes: 300_000 } });
  });

  it('is stopped by a person, and goes on by the same file', async () => {
    const { store, asked, settle, only } = aStore(async function* (signal) {
      yield { kind: 'ready', ticket: 't', offsetBytes: 0 };
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () =>
          reject(new ApiError({ code: 'cancelled', message: 'Cancelled.', hint: null, raw: null })),
        ),
      );
    });
    store.getState().start('h', '/srv/iso/mine.iso', aFile(10));
    store.getState().start('h', '/srv/iso/mine.iso', aFile(10));
    await settle();
    expect(asked, 'never twice at the same time').toEqual([false]);
    store.getState().cancel(only()!.id);
    await settle();
    expect(only()).toMatchObject({ state: { kind: 'failed', problem: { message: 'You stopped the upload.' } } });
    store.getState().retry(only()!.id, true);
    await settle();
    expect(asked).toEqual([false, true]);
    expect(only()).toMatchObject({ state: { kind: 'sending' } });
  });

  it('shows why the host refused', async () => {
    const { store, settle, only } = aStore(async function* () {
      yield* [] as UploadEvent[];
      throw new ApiError({ code: 'no-space', message: '/srv/iso has 3 MiB free.', hint: null, raw: null });
    });
    store.getState().start('h', '/srv/iso/mine.iso', aFile(10));
    await settle();
    expect(only()).toMatchObject({ state: { kind: 'failed', problem: { code: 'no-space' } } });
    store.getState().dismiss(only()!.id);
    expect(store.getState().uploads).toEqual([]);
  });
});
