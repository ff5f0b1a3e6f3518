import { HostError } from '#core/ports/host-error.ts';
import type { HostShell } from '#core/ports/host-shell.ts';
import type { Resources } from '#core/ports/stores.ts';
import { parseSections } from '../facts/parse-sections.ts';
import type { Section } from '../facts/section.ts';

export interface ReaderOptions {
  readonly resources: Resources;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface ReaderRequest {
  /** In words, for the activity log. */
  readonly purpose: string;
  /** A script of resources/host that prints framed sections; frame.sh goes in front of it. */
  readonly script: string;
  readonly args: readonly string[];
}

const silenceMs = 30_000;
const maxBytes = 16 * 1024 * 1024;

export interface ReaderAnswer {
  readonly sections: readonly Section[];
  readonly nonce: string;
}

/** Reads files of a host as root, as QEMU will; where the login may not be root, as what it is. One round trip. */
export function createReader({ resources, randomBytes }: ReaderOptions) {
  async function run(shell: HostShell, { purpose, script, args }: ReaderRequest, asRoot: boolean): Promise<ReaderAnswer> {
    const text = (await Promise.all(['frame.sh', script].map((name) => resources.read(`host/${name}`)))).join('\n');
    const nonce = `nutshell-${Buffer.from(randomBytes(16)).toString('hex')}`;
    const command = { kind: 'script', name: script, text, args: [nonce, ...args] } as const;
    const { stdout } = await shell.run({ purpose, command, asRoot, silenceMs, maxBytes });
    return { sections: parseSections(stdout, nonce), nonce };
  }

  return async (shell: HostShell, request: ReaderRequest): Promise<ReaderAnswer> => {
    try {
      return await run(shell, request, true);
    } catch (error) {
      // Only a login without sudo pays a second round trip.
      if (error instanceof HostError && error.code === 'denied') {
        return run(shell, request, false);
      }
      throw error;
    }
  };
}
