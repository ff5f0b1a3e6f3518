import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createBackend } from '#backend';
import { createWebServer } from './create-web-server.ts';
import { openInBrowser } from './open-in-browser.ts';
import { parseWebArguments, type WebArguments } from './parse-web-arguments.ts';

// Built to out/node/web.js, beside out/renderer and below the folder that holds package.json and resources/.
const builtDirectory = import.meta.dirname;
const rootDirectory = resolve(builtDirectory, '../..');

async function start({ port: wishedPort, opensBrowser, place }: Extract<WebArguments, { kind: 'serve' }>): Promise<void> {
  const backend = await createBackend({
    shell: 'browser',
    version: await readVersion(),
    platform: process.platform,
    resourcesDirectory: resolve(rootDirectory, 'resources'),
  });
  const reportBug = (error: unknown) => {
    backend.report(error, 'the browser shell');
    say(`Unexpected error: ${describe(error)}. The log file has the rest.`);
  };
  process.on('uncaughtException', (error) => {
    reportBug(error);
    process.exit(1);
  });
  const server = await createWebServer({
    backend,
    pageDirectory: resolve(builtDirectory, '../renderer'),
    port: wishedPort,
    place,
    reportBug,
  });
  const stop = () => {
    // A second signal ends at once.
    process.once('SIGINT', () => process.exit(1)).once('SIGTERM', () => process.exit(1));
    server
      .close('Nutshell was stopped in its terminal. What runs on a host goes on there.')
      .then(() => backend.close())
      .then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  if (wishedPort !== 0 && server.port !== wishedPort) {
    say(`Port ${wishedPort} is taken by another program; Nutshell uses ${server.port}.`);
  }
  // The one line on standard output: whoever starts this program waits for it.
  process.stdout.write(`ready ${server.url}\n`);
  if (opensBrowser) {
    say(await openInBrowser(server.url));
  }
}

async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(resolve(rootDirectory, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(error: unknown): never {
  say(describe(error));
  process.exit(1);
}

const webArguments = parseWebArguments(process.argv.slice(2));
if (webArguments.kind === 'wrong') {
  say(webArguments.sentence);
  process.exitCode = 2;
} else {
  start(webArguments).catch(fail);
}
