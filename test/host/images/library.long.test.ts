import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UploadEvent } from '#contract/images.ts';
import type { Connections } from '#core/hosts/create-connections.ts';
import type { HostService } from '#core/hosts/create-host-service.ts';
import { createImageUploads } from '#core/images/create-image-uploads.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildDeleteImagePlan, toDeletable } from '#domain/images/build-delete-image-plan.ts';
import { buildFetchPlan } from '#domain/images/build-fetch-plan.ts';
import { checkFetch, type FetchDraft } from '#domain/images/fetch-draft.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createImageReader } from '#host/images/create-image-reader.ts';
import { createImageReceiver } from '#host/images/create-image-receiver.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';
import { startCruelWebServer, type CruelWebServer } from '#support/cruel-web-server.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';

const resources = createResources('resources');
const runner = createOperationRunner({ resources });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const reader = createImageReader({ resources, randomBytes });
const folder = '/srv/iso';
const webPort = 8099;

let host: TestHost;
let link: HostLink;
let web: CruelWebServer;
let tunnel: ChildProcess;

beforeAll(async () => {
  web = await startCruelWebServer(4_000_000);
  host = await openPracticeHost();
  link = await host.connect();
  // The practice host reaches nothing outside: the web server of this test comes to its loopback.
  const [program = 'ssh', ...args] = await host.hosts.sshCommand();
  tunnel = spawn(program, ['-N', '-R', `127.0.0.1:${webPort}:127.0.0.1:${web.port}`, ...args], { stdio: 'ignore' });
  await host.type(
    `for i in 1 2 3 4 5 6 7 8 9 10; do curl -s -o /dev/null http://127.0.0.1:${webPort}/good/x && break; sleep 1; done`,
  );
});
afterAll(async () => {
  tunnel.kill();
  await host.close();
  await web.close();
});

async function list(): Promise<ImageLibrary> {
  const found = await reader.list(link.shell, [folder]);
  return {
    ...found,
    folders: found.folders.map((each) => ({ ...each, origin: 'usual' })),
    images: found.images.map((image) => ({ ...image, usedBy: [] })),
  };
}

async function planFetch(path: string, more: Partial<FetchDraft> = {}): Promise<Plan> {
  const draft = { url: `http://127.0.0.1:${webPort}/${path}`, folder, name: '', checksum: '', ...more };
  const { order, problems } = checkFetch(draft, await list());
  if (!order) throw new Error(problems.map(({ message }) => message).join(' '));
  return buildFetchPlan(order);
}

async function follow(
  events: AsyncIterable<OperationEvent>,
  onEvent: (event: OperationEvent) => void = () => {},
): Promise<Operation> {
  const all: OperationEvent[] = [];
  for await (const event of events) {
    all.push(event);
    onEvent(event);
  }
  const operation = buildOperation(all);
  if (!operation) throw new Error('The journal is empty');
  return operation;
}

const newId = () => buildOperationId(Date.now(), randomBytes(4));
const run = (plan: Plan, operationId = newId(), onEvent?: (event: OperationEvent) => void) =>
  follow(runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' }, undefined), onEvent);
const sumOf = (path: string) => host.type(`sha256sum <${path} | cut -c 1-64`);

describe('fetching on the host', () => {
  it('brings a file under its name, checked against the list beside it, and tells how far it is', async () => {
    const plan = await planFetch('slow/file.iso', {
      checksum: `http://127.0.0.1:${webPort}/sums/SHA256SUMS`,
      name: 'fetched.iso',
    });
    const progress: number[] = [];
    const operation = await run(plan, newId(), (event) => {
      if (event.kind === 'progress' && event.stepId === 'fetch') progress.push(event.doneBytes);
    });
    expect(operation.sentence).toBe('Fetch fetched.iso: done.');
    expect(progress.length).toBeGreaterThan(1);
    expect(await sumOf(`${folder}/fetched.iso`)).toBe(web.sha256);
    expect(await host.type(`stat -c '%a %U' ${folder}/fetched.iso; ls -A ${folder} | grep -c part || true`)).toBe('644 root\n0');
  });

  it('is cancelled in the middle, keeps what has arrived, and goes on from there', async () => {
    const plan = await planFetch('held/file.iso', { name: 'broken.iso' });
    const operationId = newId();
    let isAsked = false;
    const operation = await run(plan, operationId, (event) => {
      if (event.kind === 'progress' && event.doneBytes > 400_000 && !isAsked) {
        isAsked = true;
        void runner.cancel(link.shell, operationId);
      }
    });
    expect(operation.outcome).toMatchObject({ kind: 'cancelled', leftovers: [] });
    const [partial] = (await list()).partials;
    expect(partial).toMatchObject({ name: 'broken.iso', state: 'waiting', totalBytes: 4_000_000, source: { kind: 'url' } });
    expect(partial?.sizeBytes).toBeGreaterThan(400_000);
    expect(partial?.sizeBytes).toBeLessThan(4_000_000);
    await pause(1_000);
    expect((await list()).partials[0]?.sizeBytes, 'nothing writes on').toBe(partial?.sizeBytes);
    web.requests.length = 0;
    expect((await run(await planFetch('held/file.iso', { name: 'broken.iso' }))).sentence).toBe('Fetch broken.iso: done.');
    expect(web.requests.at(-1)).toBe(`GET /held/file.iso bytes=${partial?.sizeBytes ?? 0}-`);
    expect(await sumOf(`${folder}/broken.iso`)).toBe(web.sha256);
  });

  it('does not use a file with another checksum, says both sums, and begins anew next time', async () => {
    const wrong = 'ab'.repeat(32);
    const operation = await run(await planFetch('good/file.iso', { name: 'wrong.iso', checksum: wrong }));
    expect(operation.outcome).toMatchObject({ kind: 'failed', stepId: 'check-sum' });
    expect(operation.sentence).toContain(web.sha256);
    expect(operation.sentence).toContain(wrong);
    expect((await list()).partials).toEqual([expect.objectContaining({ name: 'wrong.iso', state: 'wrong-sum' })]);
    expect(await host.type(`test -e ${folder}/wrong.iso || echo none`)).toBe('none');
    const again = await run(await planFetch('good/file.iso', { name: 'wrong.iso', checksum: web.sha256 }));
    expect(again.sentence).toBe('Fetch wrong.iso: done.');
  });

  it('says what the server answered, and leaves no file of that name', async () => {
    const operation = await run(await planFetch('missing/file.iso', { name: 'none.iso' }));
    expect(operation.sentence).toContain('404');
    expect(await host.type(`ls ${folder} | grep -c '^none.iso$' || true`)).toBe('0');
  });
});

describe('uploading to the host', () => {
  const content = Buffer.alloc(6_000_000, 'uploaded ');
  const path = `${folder}/uploaded.iso`;

  /** Over a connection of its own, which may be cut. */
  async function upload(through: HostLink, onProgress: (doneBytes: number) => void = () => {}): Promise<UploadEvent[]> {
    const uploads = createImageUploads({
      hosts: { find: async () => ({}) } as unknown as HostService,
      connections: { shellOf: () => through.shell } as unknown as Connections,
      receiver: createImageReceiver({ resources }),
      environment: { now: Date.now, randomBytes, person: 'test@laptop' },
      createHash: () => {
        const hash = createHash('sha256');
        return { update: (bytes) => void hash.update(bytes), soFar: () => hash.copy().digest('hex') };
      },
    });
    const events: UploadEvent[] = [];
    const input = { hostId: 'h', path, sizeBytes: content.length, restart: false };
    for await (const event of uploads.upload(input, new AbortController())) {
      events.push(event);
      if (event.kind === 'progress') onProgress(event.doneBytes);
      if (event.kind === 'ready') {
        const stream = uploads.takeStream(event.ticket)!;
        void (async () => {
          for (let at = 0; at < content.length; at += 65_536) {
            if (!stream.write(content.subarray(at, at + 65_536))) await new Promise<void>((go) => stream.onDrain(go));
          }
        })();
      }
    }
    return events;
  }

  it.each(['root', 'admin'])('goes on after the line was cut, as %s', async (user) => {
    const cut = await host.connect(user);
    await expect(upload(cut, (doneBytes) => doneBytes > 500_000 && cut.close())).rejects.toThrow();
    await pause(1_500);
    const again = await host.connect(user);
    const events = await upload(again);
    expect(events[0]).toMatchObject({ kind: 'ready' });
    expect(events[0]?.kind === 'ready' && events[0].offsetBytes).toBeGreaterThan(0);
    expect(events.at(-1)).toEqual({ kind: 'finished', path });
    expect(await sumOf(path)).toBe(createHash('sha256').update(content).digest('hex'));
    expect(await host.type(`stat -c '%a %U' ${path}`)).toBe('644 root');
    await host.type(`rm ${path}`);
  });
});

describe('deleting on the host', () => {
  const remove = async (path: string) => {
    const { images, partials } = await list();
    const part = partials.find(({ partPath }) => partPath === path);
    const file = part ? toDeletable(part) : images.find((image) => image.path === path)!;
    return run(buildDeleteImagePlan(file).plan);
  };

  it('is refused while a machine has the file open, and says which', async () => {
    await host.type(`cp ${folder}/fetched.iso '${folder}/in use.iso'`);
    await host.type(
      `cd /tmp && qemu-system-x86_64 -accel tcg -m 32 -S -name guest=byhand -nodefaults -display none -cdrom '${folder}/in use.iso' -daemonize -pidfile /run/byhand.pid`,
    );
    try {
      expect((await remove(`${folder}/in use.iso`)).sentence).toContain('is in use by byhand');
    } finally {
      await host.type('kill $(cat /run/byhand.pid)');
    }
    await pause(1_000);
    expect((await remove(`${folder}/in use.iso`)).sentence).toBe('Delete in use.iso: done.');
    expect(await host.type(`ls ${folder}`)).not.toContain('in use.iso');
  });

  it('is refused while a machine that stands still is defined with it', async () => {
    await host.type(
      `mkdir -p /var/lib/nutshell/machines/still && printf '{\\n "isoPath": "%s"\\n}\\n' ${folder}/fetched.iso >/var/lib/nutshell/machines/still/machine.json`,
    );
    expect((await remove(`${folder}/fetched.iso`)).sentence).toContain('is the installer of machine still');
    await host.type('rm -r /var/lib/nutshell/machines/still');
    expect((await remove(`${folder}/fetched.iso`)).sentence).toBe('Delete fetched.iso: done.');
  });

  it('takes what has arrived of a file as well', async () => {
    await host.type(`echo x >${folder}/half.iso.part; echo from=upload >${folder}/half.iso.part.about`);
    expect((await remove(`${folder}/half.iso.part`)).sentence).toBe('Delete half.iso.part: done.');
    expect(await host.type(`ls -A ${folder} | grep -c half || true`)).toBe('0');
  });
});

describe('looking into an ISO', () => {
  it('shows the practice installer’s label and boot menu, if the host has one', async () => {
    const image = (await list()).images.find(({ label }) => label?.isBootable);
    if (!image) return;
    const { content } = await reader.describe(link.shell, image.path);
    expect(content.kind === 'iso' && content.iso.menus[0]).toMatchObject({ timeoutSeconds: 60 });
  });
});
