import type { AppApi } from '#contract/api.ts';
import type { UploadEvent } from '#contract/images.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { ByteStream, HostShell } from '../ports/host-shell.ts';
import type { CreateHash, ImageReceiver, RunningHash, UploadState, UploadTarget } from '../ports/image-adapters.ts';
import { createByteSink, type ByteSink } from './create-byte-sink.ts';

/** How often a person is told how far it is. */
const tellEveryMs = 250;

export interface ImageUploadsOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly receiver: ImageReceiver;
  readonly environment: Environment;
  readonly createHash: CreateHash;
}

interface Transfer {
  readonly shell: HostShell;
  readonly target: UploadTarget;
  readonly state: UploadState;
  readonly sink: ByteSink;
  readonly hash: RunningHash;
  readonly signal: AbortSignal;
  readonly tell: (event: UploadEvent) => void;
}

/**
 * Files from the laptop to a host. The whole file goes through here once and is summed up; of what the host has already nothing is
 * sent again, after its sum was found to be that of the file's beginning.
 */
export function createImageUploads({ hosts, connections, receiver, environment, createHash }: ImageUploadsOptions) {
  const grants = new Map<string, ByteStream>();

  async function transfer(work: Transfer): Promise<void> {
    const { shell, target, state, sink, hash, signal, tell } = work;
    const rest = await skipPrefix(work);
    if (state.offsetBytes < target.sizeBytes) {
      const bytes = readRest(work, rest, environment.now);
      await receiver.append(shell, target, { offsetBytes: state.offsetBytes, bytes, signal });
    }
    tell({ kind: 'checking' });
    await receiver.finish(shell, target, hash.soFar());
    tell({ kind: 'finished', path: target.path });
    sink.close(null);
  }

  const upload: AppApi['images']['upload'] = async function* ({ hostId, path, sizeBytes, restart }, { signal }) {
    const shell = connections.shellOf(await hosts.find(hostId));
    const target = { path, sizeBytes };
    const state = await receiver.prepare(shell, target, { restart, signal });
    const sink = createByteSink(sizeBytes);
    const ticket = [...environment.randomBytes(18)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const events = createItemQueue<UploadEvent>();
    const giveUp = (): void => sink.stream.close();
    grants.set(ticket, sink.stream);
    signal.addEventListener('abort', giveUp, { once: true });
    yield { kind: 'ready', ticket, offsetBytes: state.offsetBytes };
    transfer({ shell, target, state, sink, hash: createHash(), signal, tell: events.push }).then(events.end, (error: unknown) => {
      sink.close(error instanceof Error ? error.message : String(error));
      events.fail(error instanceof Error ? error : new Error(String(error)));
    });
    try {
      yield* { [Symbol.asyncIterator]: () => events };
    } finally {
      grants.delete(ticket);
      signal.removeEventListener('abort', giveUp);
      giveUp();
    }
  };

  return {
    upload,
    /** Redeems a ticket for the way to the host; null where it is none of ours. A ticket is good once. */
    takeStream(ticket: string): ByteStream | null {
      const stream = grants.get(ticket) ?? null;
      grants.delete(ticket);
      return stream;
    },
  };
}

/** Sums up what the host has already. Returns what was read beyond it. */
async function skipPrefix({ target, state, sink, hash, tell }: Transfer): Promise<Uint8Array> {
  let comparedBytes = 0;
  while (comparedBytes < state.offsetBytes) {
    const bytes = await sink.next();
    const needed = Math.min(bytes.byteLength, state.offsetBytes - comparedBytes);
    hash.update(bytes.subarray(0, needed));
    comparedBytes += needed;
    if (comparedBytes === state.offsetBytes) {
      if (hash.soFar() !== state.prefixSha256) {
        throw new HostError('conflict', `What the host has of ${target.path} is not the beginning of this file.`, {
          hint: 'Upload it again from the start, or under another name.',
        });
      }
      tell({ kind: 'progress', doneBytes: comparedBytes, totalBytes: target.sizeBytes });
      return bytes.subarray(needed);
    }
  }
  return new Uint8Array();
}

/** What the host has not, as fast as it takes it. */
async function* readRest({ target, state, sink, hash, tell }: Transfer, first: Uint8Array, now: () => number) {
  let doneBytes = state.offsetBytes;
  let toldEpochMs = 0;
  let bytes = first;
  while (doneBytes < target.sizeBytes) {
    if (bytes.byteLength > 0) {
      hash.update(bytes);
      yield bytes;
      doneBytes += bytes.byteLength;
    }
    if (now() - toldEpochMs >= tellEveryMs || doneBytes === target.sizeBytes) {
      toldEpochMs = now();
      tell({ kind: 'progress', doneBytes, totalBytes: target.sizeBytes });
    }
    bytes = doneBytes < target.sizeBytes ? await sink.next() : bytes;
  }
}
