import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, rootDirectory } from '#support/electron-stand-in/ensure-built.ts';

interface ExposedBridge {
  readonly requestPort: (request: unknown) => void;
}

/** Runs the built preload script as a sandboxed page does: CommonJS, and nothing to require but electron. */
async function runPreload() {
  const exposed = new Map<string, ExposedBridge>();
  const sent: unknown[] = [];
  const posted: unknown[] = [];
  const listeners = new Map<string, (event: unknown, id: number) => void>();
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: ExposedBridge) => exposed.set(name, value) },
    ipcRenderer: {
      on: (channel: string, listener: (event: unknown, id: number) => void) => listeners.set(channel, listener),
      send: (...message: unknown[]) => sent.push(message),
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload script cannot load ${name}`);
    return electron;
  };
  const window = { location: { origin: 'app://nutshell' }, postMessage: (...message: unknown[]) => posted.push(message) };
  const code = await readFile(join(rootDirectory, 'out/preload/index.cjs'), 'utf8');
  runInNewContext(code, { require, window, exports: {}, module: { exports: {} } });
  return { exposed, sent, posted, listeners };
}

describe('the built preload script', () => {
  beforeAll(ensureBuilt, 120_000);

  it('shows the page one function and nothing of Electron', async () => {
    const { exposed } = await runPreload();
    expect([...exposed.keys()]).toEqual(['nutshellShell']);
    expect(Object.keys(exposed.get('nutshellShell') ?? {})).toEqual(['requestPort']);
  });

  it('passes a request to the main process and its port to its own page only', async () => {
    const { exposed, sent, posted, listeners } = await runPreload();
    exposed.get('nutshellShell')?.requestPort({ id: 3, kind: 'contract' });
    expect(sent).toEqual([['nutshell:port', { id: 3, kind: 'contract' }]]);
    const port = {};
    listeners.get('nutshell:port')?.({ ports: [port] }, 3);
    expect(posted).toEqual([[{ answer: 'nutshell:port', id: 3 }, 'app://nutshell', [port]]]);
  });
});
