import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildFetchPlan } from '#domain/images/build-fetch-plan.ts';
import { checkFetch } from '#domain/images/fetch-draft.ts';
import { startCruelWebServer, toSha256, type CruelWebServer } from '#support/cruel-web-server.ts';
import { openBench, shells } from '../operations/operation-bench.ts';

let server: CruelWebServer;
beforeAll(async () => {
  server = await startCruelWebServer();
});
afterAll(() => server.close());

describe.skipIf(process.platform !== 'linux').each(shells)('a fetch as an operation under %s', (...shell) => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  let folder = '';
  beforeEach(async () => {
    bench = await openBench(shell);
    folder = join(bench.folder, "it's $(iso)");
    mkdirSync(folder);
  });
  afterEach(() => bench.close());

  const plan = (path: string, checksum = '') => {
    const draft = { url: `${server.url}/${path}`, folder, name: 'a b.iso', checksum };
    const library = {
      folders: [{ path: folder, origin: 'added', state: 'ready', freeBytes: null }],
      images: [],
      partials: [],
      notice: null,
    } as const;
    return buildFetchPlan(checkFetch(draft, library).order!);
  };

  async function run(path: string, checksum = '', onEvent: (event: OperationEvent, id: string) => void = () => {}) {
    const request = bench.request(plan(path, checksum));
    const events: OperationEvent[] = [];
    for await (const event of bench.runner.start(bench.shell, request)) {
      events.push(event);
      onEvent(event, request.operationId);
    }
    return buildOperation(events)!;
  }

  it('brings a file that a list vouches for, and leaves nothing else', async () => {
    const operation = await run('good/file.iso', `${server.url}/sums/SHA256SUMS`);
    expect(operation.sentence).toBe('Fetch a b.iso: done.');
    expect(readdirSync(folder)).toEqual(['a b.iso']);
    expect(toSha256(readFileSync(join(folder, 'a b.iso')))).toBe(server.sha256);
    expect(statSync(join(folder, 'a b.iso')).mode & 0o777).toBe(0o644);
    expect((await run('good/file.iso')).sentence).toContain('nothing is overwritten');
  });

  it('is cancelled in the middle, keeps what has arrived, and goes on there', async () => {
    // Each shell meets the server's cruelty once.
    const held = `held/file.iso?${shell[0]}`;
    let isAsked = false;
    const operation = await run(held, '', (event, id) => {
      if (event.kind === 'progress' && event.doneBytes > 0 && !isAsked) {
        isAsked = true;
        void bench.runner.cancel(bench.shell, id);
      }
    });
    expect(operation.outcome).toMatchObject({ kind: 'cancelled', leftovers: [] });
    const part = join(folder, 'a b.iso.part');
    const { size } = statSync(part);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(100_000);
    server.requests.length = 0;
    expect((await run(held)).sentence).toBe('Fetch a b.iso: done.');
    expect(server.requests).toContain(`GET /${held} bytes=${size}-`);
    expect(toSha256(readFileSync(join(folder, 'a b.iso')))).toBe(server.sha256);
  });

  it('never gives a file with a wrong sum its name, and says both sums', async () => {
    const operation = await run('good/file.iso', 'ab'.repeat(32));
    expect(operation.outcome).toMatchObject({ kind: 'failed', stepId: 'check-sum', leftovers: [] });
    expect(operation.sentence).toContain(server.sha256);
    expect(operation.sentence).toContain('ab'.repeat(32));
    expect(existsSync(join(folder, 'a b.iso'))).toBe(false);
  });

  it('finds out that a list does not name the file before anything is fetched', async () => {
    server.requests.length = 0;
    const operation = await run('good/unnamed.iso', `${server.url}/sums/SHA256SUMS`);
    expect(operation.outcome).toMatchObject({ kind: 'failed', stepId: 'fetch-sums' });
    expect(operation.sentence).toContain('has no line about unnamed.iso');
    expect(server.requests).toEqual(['GET /sums/SHA256SUMS']);
    expect(readdirSync(folder)).toEqual([]);
  });
});
