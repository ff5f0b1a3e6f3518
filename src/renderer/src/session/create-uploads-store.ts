import { createStore } from 'zustand/vanilla';
import { ApiError, toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import { advanceProgress, type StepProgress } from '#domain/activity/step-progress.ts';
import type { Problem } from '#domain/problem.ts';

/** The part of a browser's File that is needed: nothing of it is in memory but the piece that is sent. */
export interface UploadFile {
  readonly name: string;
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface Upload {
  readonly id: string;
  readonly hostId: string;
  /** Where it will be on the host. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly progress: StepProgress | null;
  readonly state: UploadState;
}

export type UploadState =
  | { readonly kind: 'sending' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface UploadsState {
  readonly uploads: readonly Upload[];
  /** Goes on where an upload of the same file broke off, unless it is to begin anew. */
  readonly start: (hostId: string, path: string, file: UploadFile, restart?: boolean) => void;
  /** What has arrived stays on the host. */
  readonly cancel: (id: string) => void;
  readonly retry: (id: string, restart: boolean) => void;
  readonly dismiss: (id: string) => void;
}

/** The way of a file's bytes to the back end. */
export interface UploadSender {
  readonly send: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => void;
}

export interface UploadsDependencies {
  readonly client: Pick<AppClient, 'images'>;
  readonly openUpload: (ticket: string) => UploadSender;
  readonly clock: () => number;
}

const pieceBytes = 256 * 1024;

interface Running {
  readonly file: UploadFile;
  readonly controller: AbortController;
}

/** Files on their way from this laptop, whatever the window shows meanwhile. */
export function createUploadsStore({ client, openUpload, clock }: UploadsDependencies) {
  const running = new Map<string, Running>();

  return createStore<UploadsState>()((set, get) => {
    const put = (id: string, change: Partial<Upload>) =>
      set(({ uploads }) => ({ uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)) }));

    async function carry(upload: Upload, { file, controller }: Running, restart: boolean): Promise<void> {
      const { id, hostId, path, sizeBytes } = upload;
      let sender: UploadSender | null = null;
      try {
        const input = { hostId, path, sizeBytes, restart };
        for await (const event of client.images.upload(input, { signal: controller.signal })) {
          if (event.kind === 'ready') {
            sender = openUpload(event.ticket);
            // What goes wrong on the way is told by the events; what goes wrong with the file ends them.
            sendFile(file, sender).catch((error: unknown) => controller.abort(error));
          } else if (event.kind === 'progress') {
            const before = get().uploads.find((each) => each.id === id)?.progress ?? null;
            put(id, { progress: advanceProgress(before, { ...event, atEpochMs: clock() }) });
          } else {
            put(id, { state: { kind: event.kind } });
          }
        }
      } catch (error) {
        put(id, { state: { kind: 'failed', problem: explain(error, controller) } });
      } finally {
        sender?.close();
      }
    }

    function begin(upload: Upload, file: UploadFile, restart: boolean): void {
      const work = { file, controller: new AbortController() };
      running.set(upload.id, work);
      void carry(upload, work, restart);
    }

    return {
      uploads: [],
      start(hostId, path, file, restart = false) {
        const id = `${hostId}:${path}`;
        if (get().uploads.some((each) => each.id === id && (each.state.kind === 'sending' || each.state.kind === 'checking'))) {
          return;
        }
        const upload: Upload = { id, hostId, path, sizeBytes: file.size, progress: null, state: { kind: 'sending' } };
        set(({ uploads }) => ({ uploads: [...uploads.filter((each) => each.id !== id), upload] }));
        begin(upload, file, restart);
      },
      cancel: (id) => running.get(id)?.controller.abort(),
      retry(id, restart) {
        const upload = get().uploads.find((each) => each.id === id);
        const file = running.get(id)?.file;
        if (upload && file) {
          put(id, { progress: null, state: { kind: 'sending' } });
          begin(upload, file, restart);
        }
      },
      dismiss(id) {
        running.delete(id);
        set(({ uploads }) => ({ uploads: uploads.filter((each) => each.id !== id) }));
      },
    };
  });
}

async function sendFile(file: UploadFile, sender: UploadSender): Promise<void> {
  for (let from = 0; from < file.size; from += pieceBytes) {
    await sender.send(new Uint8Array(await file.slice(from, from + pieceBytes).arrayBuffer()));
  }
}

function explain(error: unknown, { signal }: AbortController): Problem {
  if (signal.aborted && error instanceof ApiError && error.code === 'cancelled') {
    const reason: unknown = signal.reason;
    const isAsked = reason instanceof DOMException && reason.name === 'AbortError';
    return {
      code: 'cancelled',
      message: isAsked || !(reason instanceof Error) ? 'You stopped the upload.' : `The upload broke off: ${reason.message}`,
      hint: 'What has arrived stays on the host. Go on, and only the rest is sent.',
      raw: null,
    };
  }
  return toProblem(error);
}
