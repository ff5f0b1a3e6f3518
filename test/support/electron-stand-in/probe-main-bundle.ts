import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What the bundle asked of Electron and how it answered what a page may try; see probe-main.mjs. */
export type ProbeReport = Readonly<Record<string, unknown>> & {
  readonly record: readonly { readonly call: string; readonly args: readonly unknown[] }[];
};

/** Runs a built main bundle in a process of its own, with a home folder that is thrown away. */
export async function probeMainBundle(bundle: string, environment: Readonly<Record<string, string>> = {}): Promise<ProbeReport> {
  const home = await mkdtemp(join(tmpdir(), 'nutshell-stand-in-'));
  const folders = [
    'HOME',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'XDG_STATE_HOME',
    'XDG_CACHE_HOME',
  ];
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', join(import.meta.dirname, 'register.mjs'), join(import.meta.dirname, 'probe-main.mjs'), bundle],
      {
        env: {
          ...process.env,
          ...Object.fromEntries(folders.map((name) => [name, home])),
          STAND_IN_USER_DATA: home,
          ...environment,
        },
        timeout: 30_000,
        maxBuffer: 16 * 1024 * 1024,
      },
    );
    return JSON.parse(stdout) as ProbeReport;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
