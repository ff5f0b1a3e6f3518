import type { HostShell } from '#core/ports/host-shell.ts';
import { parseSections } from './parse-sections.ts';
import type { Section } from './section.ts';

/** Sections of `slow_facts` in collect.sh: starting QEMU for its version and asking a bus cost more than all the rest. */
const slowNames = ['qemu', 'synchronised'];

/** A host that is watched is read every few seconds; these are asked once a minute. */
const freshForMs = 60_000;

interface Remembered {
  readonly sections: readonly Section[];
  readonly epochMs: number;
}

/** Remembers, for each connection, what hardly ever changes. A host without QEMU is asked every time: somebody is installing it. */
export function createSlowFacts(now: () => number) {
  const memory = new WeakMap<HostShell, Remembered>();
  return {
    /** null: ask. */
    recall(shell: HostShell): readonly Section[] | null {
      const remembered = memory.get(shell);
      return remembered && now() - remembered.epochMs < freshForMs ? remembered.sections : null;
    },
    remember(shell: HostShell, text: string, nonce: string): void {
      const sections = parseSections(text, nonce).filter(({ name }) => slowNames.includes(name));
      const hasQemu = sections.some(({ name, status, output }) => name === 'qemu' && status === 0 && output.includes('version'));
      if (hasQemu) {
        memory.set(shell, { sections, epochMs: now() });
      }
    },
  };
}
