import type { HostReader } from '#core/ports/host-adapters.ts';
import type { Resources } from '#core/ports/stores.ts';
import { buildHostFacts } from './build-host-facts.ts';
import { createSlowFacts } from './create-slow-facts.ts';

const scripts = ['host/frame.sh', 'host/collect.sh'];

/** A host with a dead disk answers late, and `timeout` on the host ends each tool after 10 s. */
const readTimeoutMs = 60_000;
const readMaxBytes = 32 * 1024 * 1024;

export interface HostReaderOptions {
  readonly resources: Resources;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Reads a whole host with one command. As root where the login may, else what a plain user sees. */
export function createHostReader({ resources, now, randomBytes }: HostReaderOptions): HostReader {
  const slowFacts = createSlowFacts(now);
  return {
    async read(shell, privilege, signal) {
      const remembered = slowFacts.recall(shell);
      const text = (await Promise.all(scripts.map((script) => resources.read(script)))).join('\n');
      const nonce = `nutshell-${Buffer.from(randomBytes(16)).toString('hex')}`;
      const sentEpochMs = now();
      const { stdout } = await shell.run({
        purpose: 'Read the host',
        command: { kind: 'script', name: 'collect.sh', text: remembered ? `quick=yes\n${text}` : text, args: [nonce] },
        asRoot: privilege === 'sudo',
        timeoutMs: readTimeoutMs,
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
