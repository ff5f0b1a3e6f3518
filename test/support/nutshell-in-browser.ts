import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { removeFolder } from './remove-folder.ts';

const browserPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  process.env['NUTSHELL_CHROMIUM'] ?? '',
];

export interface BrowserOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** The built browser shell with a data folder of its own, and a real browser to look at it with. */
export interface NutshellInBrowser {
  readonly page: Page;
  readonly homeDirectory: string;
  /** What a person sees when he opens the printed address in another window. */
  openPage(options?: BrowserOptions): Promise<Page>;
  /** Everything the page complained about: errors on its console, and what the content security policy refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Starts Nutshell as `npm start -- --no-open` does, and opens the address it prints. */
export async function openNutshellInBrowser(
  options: BrowserOptions & { readonly homeDirectory?: string } = {},
): Promise<NutshellInBrowser> {
  const homeDirectory = options.homeDirectory ?? (await mkdtemp(join(tmpdir(), 'nutshell-home-')));
  const { child, url } = await startWebShell(homeDirectory);
  const executablePath = browserPaths.find((path) => path !== '' && existsSync(path));
  if (!executablePath) {
    throw new Error('There is no Chromium here: apt-get install chromium, or set NUTSHELL_CHROMIUM to one.');
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const complaints: string[] = [];
  const context = await browser.newContext(toContextOptions(options));
  const page = await context.newPage();
  listen(page, complaints);
  await page.goto(url);
  return {
    page,
    homeDirectory,
    complaints,
    async openPage(pageOptions = {}) {
      // The cookie of the session is what lets a second window in: the token in the address was good once.
      const other = await browser.newContext({
        ...toContextOptions({ ...options, ...pageOptions }),
        storageState: await context.storageState(),
      });
      const opened = await other.newPage();
      listen(opened, complaints);
      await opened.goto(page.url().replace(/#.*/, ''));
      return opened;
    },
    close: () => close(browser, child, options.homeDirectory === undefined ? homeDirectory : null),
  };
}

function toContextOptions({ colorScheme = 'light', width = 1280, height = 800 }: BrowserOptions) {
  return { colorScheme, viewport: { width, height }, reducedMotion: 'reduce' as const };
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}

async function startWebShell(homeDirectory: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [resolve('out/node/web.js')], {
    env: { ...process.env, NUTSHELL_HOME: homeDirectory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) {
      return { child, url: line.slice('ready '.length) };
    }
  }
  throw new Error(`The browser shell ended before it was ready: ${complaint}`);
}

async function close(browser: Browser, child: ChildProcess, ownHome: string | null): Promise<void> {
  await browser.close();
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
  if (ownHome !== null) {
    await removeFolder(ownHome);
  }
}
