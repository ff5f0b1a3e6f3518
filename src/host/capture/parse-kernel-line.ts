import type { KernelEngine, KernelNotice } from '#domain/path/trace/kernel/kernel-report.ts';

/** A line of kernel-evidence.sh. */
export type KernelScriptLine = KernelNotice | { readonly kind: 'leftover'; readonly text: string } | { readonly kind: 'end' };

const engineOf: Readonly<Record<string, KernelEngine>> = { n: 'nft', l: 'iptables', t: 'tracefs' };

/** null for a beat, and for what is no such line. */
export function parseKernelLine(line: string): KernelScriptLine | null {
  const [, letter = '', text = ''] = /^([a-z])(?: (.*))?$/.exec(line.trimEnd()) ?? [];
  const engine = engineOf[letter];
  if (engine !== undefined) {
    return { kind: 'line', line: { engine, text } };
  }
  switch (letter) {
    case 'r':
      return { kind: 'ready', engines: text.split(' ').flatMap(toEngine) };
    case 'u': {
      const [, name = '', reason = ''] = /^(\S+) (.*)$/.exec(text) ?? [];
      return { kind: 'unavailable', engine: name, reason };
    }
    case 'x':
      return { kind: 'leftover', text };
    case 'z':
      return { kind: 'end' };
    default:
      return null;
  }
}

function toEngine(word: string): readonly KernelEngine[] {
  return Object.values(engineOf).filter((engine) => engine === word);
}
