import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLiveTracker } from '#domain/path/live/create-live-tracker.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import { parseLiveLine } from '#domain/path/live/parse-live-line.ts';
import { whyNoReplica } from '#support/path-replica.ts';

const reason = whyNoReplica();
const script = `{\n${readFileSync('resources/host/watch-network.sh', 'utf8')}\n}\n`;
const namespace = `nshl${process.pid}`;
const shells = ['dash', 'bash --posix', 'busybox sh'];

function batch(...lines: readonly string[]): void {
  execFileSync('ip', ['-n', namespace, '-batch', '-'], { input: `${lines.join('\n')}\n`, stdio: ['pipe', 'pipe', 'pipe'] });
}

const isAlive = (pid: number) => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

/** The script's process and all that it started. */
function family(pid: number): readonly number[] {
  const pairs = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const found = [pid];
  for (const parent of found) found.push(...pairs.filter(([, other]) => other === parent).map(([own]) => own));
  return found;
}

async function waitFor(isSo: () => boolean, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !isSo();) {
    if (Date.now() > end) throw new Error('It did not come to that in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(reason !== null)(`watch-network.sh${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  const children: ChildProcess[] = [];
  const folders: string[] = [];
  beforeEach(() => {
    execFileSync('ip', ['netns', 'add', namespace]);
    batch(
      'link set lo up',
      'link add br0 type bridge forward_delay 0 stp_state 0',
      'link set br0 up',
      'link add tap0 type veth peer name eth0',
      'link set tap0 master br0',
      'link set tap0 up',
      'link set eth0 up',
      'addr add 10.66.0.1/24 dev br0',
    );
  });
  afterEach(() => {
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true }));
    execFileSync('ip', ['netns', 'del', namespace]);
  });

  function watch(shell: string, intervalSeconds = 0.3) {
    const child = spawn('ip', ['netns', 'exec', namespace, ...shell.split(' '), '-s', '--', intervalSeconds.toString()]);
    children.push(child);
    child.stdin.end(script);
    const tracker = createLiveTracker(0);
    const pictures: LivePicture[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = parseLiveLine(line);
      if (parsed && tracker.take(parsed, Date.now()) !== null) pictures.push(tracker.takePicture(Date.now()));
    });
    const linkOf = (name: string) => pictures.at(-1)?.links.find((link) => link.name === name);
    const hasTurns = (count: number) => waitFor(() => (pictures.at(-1)?.turn ?? 0) >= count);
    const hasTold = (change: object) =>
      waitFor(() =>
        pictures.some(({ changes }) =>
          changes.some((each) => JSON.stringify({ ...each.change, ...change }) === JSON.stringify(each.change)),
        ),
      );
    return { child, pictures, linkOf, hasTurns, hasTold };
  }

  describe.each(shells)('under %s', (shell) => {
    it('counts traffic, and tells what changes at once', async () => {
      const { pictures, linkOf, hasTurns, hasTold } = watch(shell);
      await hasTurns(2);
      expect(pictures[0]?.sources).toMatchObject({ tellsChanges: true, tellsStations: true });
      expect(linkOf('tap0')).toMatchObject({ state: 'up', master: 'br0', portState: 'forwarding' });
      spawnSync('ip', ['netns', 'exec', namespace, 'ping', '-q', '-b', '-c', '5', '-i', '0.05', '-W', '1', '10.66.0.255'], {
        stdio: 'ignore',
      });
      await waitFor(() =>
        pictures.some(({ links }) => links.some(({ name, rates }) => name === 'tap0' && (rates?.txPackets ?? 0) > 0)),
      );
      // The kernel itself waits up to a second before it tells of a carrier (net/core/link_watch.c).
      batch('link set eth0 down');
      await hasTold({ kind: 'link-state', device: 'tap0', to: 'no-carrier' });
      batch('addr add 10.66.1.1/24 dev br0', 'link set tap0 nomaster', 'link del tap0');
      await hasTold({ kind: 'address', isNew: true, device: 'br0', address: '10.66.1.1/24' });
      await hasTold({ kind: 'link-gone', device: 'tap0' });
    });

    it('tells at once, long before the turn is over, that a link is taken down', async () => {
      const { pictures, hasTurns, hasTold } = watch(shell, 60);
      await hasTurns(1);
      batch('link set tap0 down');
      await hasTold({ kind: 'link-state', device: 'tap0', from: 'up', to: 'down' });
      expect(pictures.at(-1)?.turn).toBe(1);
    });

    it.each(['the shell', 'one of its processes', 'its reader'])('leaves nothing behind when %s is gone', async (who) => {
      const { child, hasTurns } = watch(shell);
      await hasTurns(1);
      const pids = family(child.pid ?? 0);
      expect(pids.length).toBeGreaterThan(3);
      if (who === 'the shell') child.kill('SIGKILL');
      else if (who === 'its reader') child.stdout.destroy();
      else
        process.kill(
          pids.find((pid) => pid !== child.pid && readFileSync(`/proc/${pid}/comm`, 'utf8').includes('awk')) ?? 0,
          'SIGKILL',
        );
      await waitFor(() => !pids.some(isAlive));
    });
  });

  it.each([
    ['without iproute2, as far as the kernel tells in files', 'mawk', ['ip', 'bridge', 'tc']],
    ['with the awk of busybox', 'busybox', ['tc']],
  ] as const)('%s', async (_, awk, missing) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nshl-'));
    folders.push(folder);
    const find = (name: string) => execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    for (const name of ['sleep', 'dash']) symlinkSync(find(name), path.join(folder, name));
    for (const name of ['ip', 'bridge', 'tc'].filter((each) => !missing.includes(each as never)))
      symlinkSync(find(name), path.join(folder, name));
    symlinkSync(find(awk), path.join(folder, 'awk'));
    // What the script adds to the PATH by itself has to be out of its sight as well.
    const hidden = script.replace(/^PATH=.*$/m, `PATH=${folder}`);
    const child = spawn('ip', ['netns', 'exec', namespace, 'dash', '-s', '--', '0.3']);
    children.push(child);
    child.stdin.end(hidden);
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    await waitFor(() => lines.filter((line) => line.startsWith('t ')).length >= 2);
    expect(lines[0]).toBe(['w', ...['ip', 'bridge', 'tc'].filter((each) => !missing.includes(each as never))].join(' ').trim());
    batch('link set tap0 down');
    await waitFor(() => lines.some((line) => /^s \d+ \d+ 0x1.02 down /.test(line)));
  });
});
