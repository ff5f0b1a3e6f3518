import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UploadEvent } from '#contract/images.ts';
import type { Connections } from '#core/hosts/create-connections.ts';
import type { HostService } from '#core/hosts/create-host-service.ts';
import { createImageUploads } from '#core/images/create-image-uploads.ts';
import { createImageReceiver } from '#host/images/create-image-receiver.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { resources, shells } from '../../host/operations/operation-bench.ts';

const content = Buffer.alloc(3_000_000, 'installer ');
const sha256 = () => {
  const hash = createHash('sha256');
  return { update: (bytes: Uint8Array) => void hash.update(bytes), soFar: () => hash.copy().digest('hex') };
};

describe.skipIf(process.platform !== 'linux').each(shells)('uploading under %s', (...shellArgv) => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nutshell upload'-"));
    path = join(folder, "it's $(x).iso");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const shell = createLocalShell(shellArgv);
  const uploads = createImageUploads({
    hosts: { find: async () => ({}) } as unknown as HostService,
    connections: { shellOf: () => shell } as unknown as Connections,
    receiver: createImageReceiver({ resources }),
    environment: { now: Date.now, randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)), person: 'ada' },
    createHash: sha256,
  });

  /** Sends as a window does: as fast as it may, and `sendBytes` of it at most before it closes its end. */
  async function send(bytes: Buffer, { restart = false, sendBytes = Infinity, declared = bytes.length } = {}) {
    const events: UploadEvent[] = [];
    const controller = new AbortController();
    for await (const event of uploads.upload({ hostId: 'h', path, sizeBytes: declared, restart }, controller)) {
      events.push(event);
      if (event.kind !== 'ready') continue;
      const stream = uploads.takeStream(event.ticket)!;
      expect(uploads.takeStream(event.ticket)).toBeNull();
      void (async () => {
        for (let at = 0; at < Math.min(bytes.length, sendBytes); at += 65_536) {
          const mayGoOn = stream.write(bytes.subarray(at, Math.min(at + 65_536, sendBytes)));
          if (!mayGoOn) await new Promise<void>((go) => stream.onDrain(go));
        }
        if (sendBytes < bytes.length) stream.close();
      })();
    }
    return events;
  }

  it('brings the whole file, tells how far it is, and checks it before it gets its name', async () => {
    const events = await send(content);
    expect(events[0]).toMatchObject({ kind: 'ready', offsetBytes: 0 });
    expect(events.findLast(({ kind }) => kind === 'progress')).toMatchObject({ doneBytes: content.length });
    expect(events.slice(-2)).toEqual([{ kind: 'checking' }, { kind: 'finished', path }]);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(existsSync(`${path}.part`) || existsSync(`${path}.part.about`)).toBe(false);
  });

  it('keeps what has arrived when it is broken off, and sends only the rest afterwards', async () => {
    await expect(send(content, { sendBytes: 1_000_000 })).rejects.toMatchObject({ code: 'cancelled' });
    const [ready] = await send(content);
    expect(ready?.kind === 'ready' && ready.offsetBytes).toBeGreaterThan(0);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('refuses to go on where the part is of another file, unless it may begin anew', async () => {
    await expect(send(content, { sendBytes: 500_000 })).rejects.toMatchObject({ code: 'cancelled' });
    const other = Buffer.alloc(content.length, 'something else ');
    await expect(send(other)).rejects.toThrow('not the beginning of this file');
    expect((await send(other, { restart: true }))[0]).toMatchObject({ offsetBytes: 0 });
    expect(readFileSync(path).equals(other)).toBe(true);
  });

  it('never writes over a file, and says so before anything is sent', async () => {
    writeFileSync(path, 'mine');
    await expect(send(content)).rejects.toThrow('is there already');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('refuses more bytes than were announced, and a file that does not fit', async () => {
    await expect(send(content, { declared: 1_000_000 })).rejects.toThrow('More was sent');
    await expect(send(content, { declared: 2 ** 52 })).rejects.toThrow('MiB free');
  });
});
