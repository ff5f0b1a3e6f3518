import { createServer } from 'node:http';
import { readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The window over a fake back end, built as for looking at it, on a port of the loopback. */
async function servePreview() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nutshell-frames-'));
  await build({
    configFile: 'test/fakes/preview/vite.config.mjs',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname;
    const file = path.join(folder, path.normalize(name === '/' ? '/index.html' : name));
    readFile(file).then(
      (bytes) => response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true });
    },
  };
}

/** Milliseconds between frames, for as long as is asked. */
function countFrames(page: Page, ms: number): Promise<readonly number[]> {
  return page.evaluate(
    (lasting) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const end = performance.now() + lasting;
        let last = performance.now();
        const step = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(step);
          else resolve(gaps.slice(1));
        };
        requestAnimationFrame(step);
      }),
    ms,
  );
}

/** What a window took to draw itself, one value a round. */
export interface FrameSeries {
  readonly way: string;
  readonly medians: number[];
  readonly slowest: number[];
  /** How often React changed the document, a second. */
  readonly commits: number[];
}

/** React tells whoever stands at this name of every commit, also when it was built for production. */
function countCommits(): void {
  const counter = { commits: 0 };
  Object.assign(globalThis, {
    nutshellBench: counter,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      isDisabled: false,
      inject: () => 1,
      onCommitFiberRoot: () => (counter.commits += 1),
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    },
  });
}

async function measurePage(page: Page, series: FrameSeries, roundMs: number): Promise<void> {
  const read = () => page.evaluate(() => (globalThis as { nutshellBench?: { commits: number } }).nutshellBench?.commits ?? 0);
  await page.bringToFront();
  const before = await read();
  const gaps = [...(await countFrames(page, roundMs))].sort((one, other) => one - other);
  series.medians.push(gaps[Math.floor(gaps.length / 2)] ?? 0);
  series.slowest.push(gaps[Math.floor(gaps.length * 0.95)] ?? 0);
  series.commits.push(((await read()) - before) / (roundMs / 1_000));
}

/** The map of a large host and an empty page of the same browser, in turn. */
export async function measureFrames(rounds: number, roundMs: number): Promise<readonly FrameSeries[]> {
  const preview = await servePreview();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const empty: FrameSeries = { way: 'an empty page', medians: [], slowest: [], commits: [] };
  const map: FrameSeries = { way: 'Nutshell', medians: [], slowest: [], commits: [] };
  try {
    const blank = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(countCommits);
    page.setDefaultTimeout(120_000);
    await page.goto(`${preview.url}/?scenario=large-host#/hosts/kvm1/network`);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await page.locator('[data-map-box="device:vmbr0"]').waitFor();
    await page.waitForTimeout(3_000);
    for (let round = 0; round < rounds; round += 1) {
      await measurePage(blank, empty, roundMs);
      await measurePage(page, map, roundMs);
    }
  } finally {
    await browser.close();
    await preview.close();
  }
  return [empty, map];
}
