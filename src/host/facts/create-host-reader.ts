import type { HostReader } from '#core/ports/host-adapters.ts';
import type { DiskFolder } from '#domain/hosts/storage-facts.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildHostFacts } from './build-host-facts.ts';
import { parseDiskFolders } from '../disks/parse-disk-folders.ts';
import { createSlowFacts } from './create-slow-facts.ts';
import { parseSections } from './parse-sections.ts';
import type { Section } from './section.ts';
import { toFact } from './to-fact.ts';
import { Unreadable } from './unreadable.ts';

const scripts = ['host/frame.sh', 'host/links.sh', 'host/qemu-processes.sh', 'host/disk-folders.sh', 'host/collect.sh'];

/** A host with a dead disk answers late, and `timeout` on the host ends each tool after 10 s. */
const readSilenceMs = 60_000;
const inspectScripts = ['host/frame.sh', 'host/disk-folders.sh', 'host/inspect-folder.sh'];
const inspectSilenceMs = 20_000;
const readMaxBytes = 32 * 1024 * 1024;

export interface HostReaderOptions {
  readonly resources: Resources;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Reads a whole host with one command. As root where the login may, else what a plain user sees. */
export function createHostReader({ resources, now, randomBytes }: HostReaderOptions): HostReader {
  const slowFacts = createSlowFacts(now);
  const join = async (paths: readonly string[]) => (await Promise.all(paths.map((path) => resources.read(path)))).join('\n');
  const createNonce = () => `nutshell-${Buffer.from(randomBytes(16)).toString('hex')}`;
  return {
    async inspectFolder(shell, privilege, folder) {
      const nonce = createNonce();
      const { stdout } = await shell.run({
        purpose: `Look at ${folder}`,
        command: { kind: 'script', name: 'inspect-folder.sh', text: await join(inspectScripts), args: [nonce, folder] },
        asRoot: privilege === 'sudo',
        silenceMs: inspectSilenceMs,
      });
      return toFact(parseSections(stdout, nonce), 'disk-folders', parseOneFolder);
    },

    async read(shell, privilege, signal) {
      const remembered = slowFacts.recall(shell);
      const text = await join(scripts);
      const nonce = createNonce();
      const sentEpochMs = now();
      const { stdout } = await shell.run({
        purpose: 'Read the host',
        command: { kind: 'script', name: 'collect.sh', text: remembered ? `quick=yes\n${text}` : text, args: [nonce] },
        asRoot: privilege === 'sudo',
        silenceMs: readSilenceMs,
        maxBytes: readMaxBytes,
        ...(signal && { signal }),
      });
      const receivedEpochMs = now();
      if (!remembered) {
        slowFacts.remember(shell, stdout, nonce);
      }
      return buildHostFacts({ text: stdout, nonce, privilege, sentEpochMs, receivedEpochMs, ...(remembered && { remembered }) });
    },
  };
}

function parseOneFolder({ output }: Section): DiskFolder {
  const [folder] = parseDiskFolders(output);
  if (!folder) {
    throw new Unreadable('The host said nothing about the folder');
  }
  return folder;
}
