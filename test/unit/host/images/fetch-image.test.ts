import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCruelWebServer, toSha256, type CruelWebServer } from '#support/cruel-web-server.ts';
import { downloaders, limitTools, type Downloader } from '#support/limited-tools.ts';
import { shells } from '../operations/operation-bench.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let server: CruelWebServer;
let folder = '';
let part = '';
beforeAll(async () => {
  server = await startCruelWebServer();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nutshell fetch'-"));
  part = join(folder, 'file.iso.part');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(
  shellArgv: readonly string[],
  script: string,
  args: readonly string[],
  tools: readonly Downloader[] | null = null,
) {
  const [program = 'sh', ...rest] = shellArgv;
  const env = {
    ...process.env,
    NUTSHELL_PROGRESS: join(folder, 'progress'),
    ...(tools && { PATH: limitTools(join(folder, 'tools'), tools) }),
  };
  const shell = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
  const child = spawn(shell, [...rest, resolve('resources/host', script), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const told = { out: '', err: '' };
  child.stdout.on('data', (bytes: Buffer) => (told.out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (told.err += bytes.toString()));
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, ...told })));
  return { child, ended };
}

const run = (shellArgv: readonly string[], script: string, args: readonly string[], tools: readonly Downloader[] | null = null) =>
  start(shellArgv, script, args, tools).ended;
const fetched = () => toSha256(readFileSync(part));
const about = () => readFileSync(`${part}.about`, 'utf8');

describe.each(downloaders)('fetching with %s', (tool) => {
  const fetch = (path: string) => run(['dash'], 'fetch-image.sh', [`${server.url}/${path}`, part, '-'], [tool]);

  it('brings the whole file, and says where it comes from and how far it is', async () => {
    const ended = await fetch('good/file.iso');
    expect(ended).toEqual({ code: 0, out: '', err: '' });
    expect(fetched()).toBe(server.sha256);
    expect(about()).toContain(`url=${server.url}/good/file.iso\n`);
    expect(about()).toContain('state=done\n');
    expect(readFileSync(join(folder, 'progress'), 'utf8').trim().split('\n').at(-1)).toBe('300000 300000');
  });

  it('goes on where the line broke, and begins anew where the server knows no ranges', async () => {
    expect(await fetch('broken-once/file.iso')).toMatchObject({ code: 0 });
    expect(fetched()).toBe(server.sha256);
    expect(await fetch('no-range/file.iso')).toMatchObject({ code: 0 });
    expect(fetched()).toBe(server.sha256);
  });

  it('follows a redirect, does not mind a server that answers no HEAD, nor one that says no length', async () => {
    for (const path of ['redirect/file.iso', 'no-head/file.iso', 'no-length/file.iso']) {
      rmSync(part, { force: true });
      expect(await fetch(path), path).toMatchObject({ code: 0 });
      expect(fetched(), path).toBe(server.sha256);
    }
  });

  it('says what the server answered, in one sentence', async () => {
    const { code, err } = await fetch('missing/file.iso');
    expect(code).toBe(1);
    expect(err).toMatch(/^Fetching from http:\/\/127\.0\.0\.1:\d+\/missing\/file\.iso failed: .*404.*\n$/);
    expect((await fetch('around/file.iso')).code).toBe(1);
    expect((await fetch('abroad/file.iso')).code).toBe(1);
    expect(existsSync(join(folder, 'file.iso'))).toBe(false);
  });
});

describe.each(shells)('fetching under %s', (...shell) => {
  const fetch = (path: string, more: readonly string[] = ['-']) =>
    run(shell, 'fetch-image.sh', [`${server.url}/${path}`, part, ...more]);

  it('keeps what has arrived when it is ended in the middle, and goes on from there', async () => {
    const { child, ended } = start(shell, 'fetch-image.sh', [`${server.url}/slow/file.iso`, part, '-']);
    while (!existsSync(part) || statSync(part).size < 30_000) await new Promise((go) => setTimeout(go, 50));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    const before = statSync(part).size;
    expect(before).toBeLessThan(300_000);
    expect(about()).toContain('state=waiting\n');
    await new Promise((go) => setTimeout(go, 400));
    expect(statSync(part).size, 'nothing writes on').toBe(before);
    server.requests.length = 0;
    expect(await fetch('slow/file.iso')).toMatchObject({ code: 0, out: 'Goes on at 1 MiB.\n' });
    expect(server.requests).toContain(`GET /slow/file.iso bytes=${before}-`);
    expect(fetched()).toBe(server.sha256);
  });

  it('begins anew where the file on the server has changed, or the part is of something else', async () => {
    await fetch('good/file.iso');
    writeFileSync(part, readFileSync(part).subarray(0, 100_000));
    server.change();
    expect((await fetch('good/file.iso')).out).toBe('Begins anew: the file on the server has changed.\n');
    expect(fetched()).toBe(server.sha256);
    expect((await fetch('good/other.iso')).out).toBe('Begins anew: it comes from another address.\n');
  });

  it('gives up on a server that always breaks off, and says how far it came', async () => {
    const { code, err } = await fetch('short/file.iso');
    expect(code).toBe(1);
    expect(err).toContain('the line broke off at 150000 of 300000 bytes, 4 times without anything new');
    expect(statSync(part).size).toBeGreaterThan(0);
  }, 60_000);

  it('asks a busy server again', async () => {
    expect(await fetch('busy/file.iso')).toMatchObject({ code: 0 });
  });

  it('never runs twice for one file', async () => {
    const first = start(shell, 'fetch-image.sh', [`${server.url}/slow/file.iso`, part, '-']);
    while (!existsSync(part) || statSync(part).size === 0) await new Promise((go) => setTimeout(go, 50));
    const { code, err } = await fetch('slow/file.iso');
    expect(code).toBe(1);
    expect(err).toContain('is being written by somebody else');
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(fetched()).toBe(server.sha256);
  });

  it('says what is missing where nothing can fetch', async () => {
    const { code, err } = await run(shell, 'fetch-image.sh', [`${server.url}/good/file.iso`, part, '-'], []);
    expect(code).toBe(1);
    expect(err).toMatch(/^This host has none of curl, wget and python3/);
  });

  it('takes hostile addresses and names as they are', async () => {
    const traps = ['$(touch boom)', '`touch boom`', "it's", '"q"', ';touch boom', '[1-9]', '{a,b}', '&x=1', '-o', '%0a', "'\"'"];
    for (const [index, trap] of traps.entries()) {
      const target = join(folder, `${index} ${trap.replaceAll('/', '')}.iso.part`);
      const url = `${server.url}/good/${trap.replaceAll(' ', '%20')}?${trap.replaceAll(' ', '+')}`;
      const ended = await run(shell, 'fetch-image.sh', [url, target, trap]);
      expect(ended, trap).toEqual({ code: 0, out: '', err: '' });
      expect(toSha256(readFileSync(target)), trap).toBe(server.sha256);
    }
    expect(existsSync('boom') || existsSync(join(folder, 'boom'))).toBe(false);
  }, 60_000);

  it('checks the sum that was given, or the one in a list; a wrong one is marked', async () => {
    await fetch('good/file.iso');
    const list = `${part}.sums`;
    expect(await run(shell, 'fetch-image.sh', ['--list', `${server.url}/sums/SHA256SUMS`, list])).toMatchObject({ code: 0 });
    const check = (...args: readonly string[]) => run(shell, 'check-image.sh', args);
    expect(await check('find', list, 'file.iso')).toMatchObject({ code: 0, out: `sha256 ${server.sha256}\n` });
    expect(await check('list', list, 'file.iso', part)).toMatchObject({ code: 0, err: '' });
    expect(await check('sum', 'sha256', server.sha256, part)).toMatchObject({ code: 0 });
    expect((await check('find', list, 'f.le.iso')).err).toContain('has no line about f.le.iso');
    const wrong = await check('sum', 'sha256', 'a'.repeat(64), part);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain(`is ${server.sha256}, but it must be ${'a'.repeat(64)}`);
    expect(about()).toContain('state=wrong-sum\n');
    expect((await fetch('good/file.iso')).out).toBe('Begins anew: its checksum was wrong.\n');
  });

  it('names the file in one step, over nobody’s, and finishes after an interruption', async () => {
    const target = join(folder, "it's $(x).iso");
    writeFileSync(part, 'whole');
    const publish = () => run(shell, 'publish-image.sh', [part, target]);
    expect(await publish()).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(target, 'utf8')).toBe('whole');
    expect(existsSync(part)).toBe(false);
    expect(await publish()).toMatchObject({ code: 0 });
    writeFileSync(part, 'later');
    expect((await publish()).err).toContain('nothing is overwritten');
    expect(readFileSync(target, 'utf8')).toBe('whole');
    expect(readFileSync(part, 'utf8')).toBe('later');
  });
});
