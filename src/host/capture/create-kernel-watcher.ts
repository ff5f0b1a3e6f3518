import type { KernelWatcher } from '#core/ports/kernel-watcher.ts';
import type { Resources } from '#core/ports/stores.ts';
import { parseKernelLine } from './parse-kernel-line.ts';

const scriptName = 'kernel-evidence.sh';

/** Asks kernels with kernel-evidence.sh. */
export function createKernelWatcher({ resources }: { readonly resources: Resources }): KernelWatcher {
  const toCommand = async (args: readonly string[]) =>
    ({ kind: 'script', name: scriptName, text: await resources.read(`host/${scriptName}`), args }) as const;
  return {
    async *watch({ shell, asRoot, signal, order, maxSeconds }) {
      const { name, nftText, iptablesMatches, lengths } = order;
      const command = await toCommand(['watch', name, String(maxSeconds), nftText, iptablesMatches, lengths]);
      for await (const text of shell.lines({ purpose: 'Ask the kernel what it does to the probes', command, asRoot, signal })) {
        const line = parseKernelLine(text);
        if (line !== null && line.kind !== 'leftover' && line.kind !== 'end') {
          yield line;
        }
      }
    },
    async collect({ shell, asRoot, signal, name }) {
      const command = await toCommand(['collect', name]);
      const { stdout } = await shell.run({ purpose: 'Take away what the kernel was asked with', command, asRoot, signal });
      const lines = stdout.split('\n').flatMap((text) => parseKernelLine(text) ?? []);
      return {
        lines: lines.flatMap((line) => (line.kind === 'line' ? [line.line] : [])),
        leftovers: lines.flatMap((line) => (line.kind === 'leftover' ? [line.text] : [])),
        isComplete: lines.some(({ kind }) => kind === 'end'),
      };
    },
  };
}
