import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBuildCache } from '#practice/build-cache.ts';
import { createIncidents } from '#practice/incidents.ts';
import { useLock } from '#practice/use-lock.ts';

const key = '0123456789abcdef';

describe('the build cache', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nutshell-cache-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('shows an entry only when it is whole', async () => {
    const cache = createBuildCache(folder);
    const path = await cache.add('disk', key, async (unfinished) => {
      expect(await cache.find('disk', key)).toBeNull();
      await writeFile(join(unfinished, 'root.img'), 'disk');
    });
    expect(await cache.find('disk', key)).toBe(path);
    expect(await readFile(join(path, 'root.img'), 'utf8')).toBe('disk');
  });

  it('leaves nothing of a build that failed', async () => {
    const failing = createBuildCache(folder).add('disk', key, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  it('removes leftovers and what nobody used for long, and nothing that is not its own', async () => {
    const names = [`disk-${key}`, `ready-${key}`, `root-file-system-${key}.partial`, 'logs', 'holiday-photos'];
    for (const name of names) await mkdir(join(folder, name));
    await utimes(join(folder, `disk-${key}`), 0, 0);
    await utimes(join(folder, 'holiday-photos'), 0, 0);
    await createBuildCache(folder).prune(14);
    expect((await readdir(folder)).sort()).toEqual(['holiday-photos', 'logs', `ready-${key}`]);
  });

  it('lets one at a time do the work', async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await sleep(100);
      events.push(`${name} ends`);
    };
    const lock = join(folder, 'locks', 'build.lock');
    await Promise.all([useLock(lock, {}, work('a')), useLock(lock, {}, work('b'))]);
    expect(events[1]?.slice(0, 1)).toBe(events[0]?.slice(0, 1));
    expect(events).toHaveLength(4);
  });

  it('stops waiting for a lock when it is told to', async () => {
    const lock = join(folder, 'build.lock');
    await useLock(lock, {}, async () => {
      await expect(useLock(lock, { signal: AbortSignal.timeout(50) }, async () => 'never')).rejects.toMatchObject({
        code: 'cancelled',
      });
    });
  });

  it('counts every incident, also two at the same moment', async () => {
    const incidents = createIncidents(folder);
    expect(await incidents.list()).toEqual([]);
    await Promise.all([1, 2].map((epochMs) => incidents.add({ instance: 'practice', epochMs, reason: 'silent' })));
    expect((await incidents.list()).map(({ epochMs }) => epochMs).sort()).toEqual([1, 2]);
  });
});
