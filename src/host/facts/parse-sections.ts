import { HostError } from '#core/ports/host-error.ts';
import type { Section } from './section.ts';

type Builder = { -readonly [Key in keyof Section]: Section[Key] } & { part: 'output' | 'problem'; lines: string[] };

/**
 * The framed answer of resources/host/*.sh. Whatever comes before the first frame (a banner, a chatty profile) is passed over.
 * Throws a HostError (unexpected-output) with the whole text where a frame is broken or the end is missing: half an answer
 * would read as "the host has no machines".
 */
export function parseSections(text: string, nonce: string): readonly Section[] {
  const sections: Section[] = [];
  let current: Builder | null = null;
  for (const line of text.split('\n')) {
    if (current) {
      current = takeLine(current, line, nonce, sections);
    } else if (line.startsWith(`${nonce} begin `)) {
      current = beginSection(line.slice(nonce.length + ' begin '.length));
    } else if (line.startsWith(`${nonce} done `)) {
      return checkCount(sections, Number(line.slice(nonce.length + ' done '.length)), text);
    }
  }
  throw broken(current ? `it ends in the middle of "${current.command}"` : `it ends after ${sections.length} sections`, text);
}

function beginSection(words: string): Builder {
  const space = words.indexOf(' ');
  return {
    name: words.slice(0, space),
    command: words.slice(space + 1),
    output: '',
    problem: '',
    status: 0,
    part: 'output',
    lines: [],
  };
}

function takeLine(current: Builder, line: string, nonce: string, sections: Section[]): Builder | null {
  if (current.part === 'output' && line === `${nonce} error`) {
    return { ...current, output: current.lines.join('\n'), part: 'problem', lines: [] };
  }
  const end = `${nonce} end `;
  if (current.part === 'problem' && line.startsWith(end)) {
    const { name, command, output, lines } = current;
    sections.push({ name, command, output, problem: lines.join('\n'), status: Number(line.slice(end.length)) });
    return null;
  }
  current.lines.push(line);
  return current;
}

function checkCount(sections: readonly Section[], expected: number, text: string): readonly Section[] {
  if (sections.length !== expected) {
    throw broken(`it holds ${sections.length} of ${expected} sections`, text);
  }
  return sections;
}

function broken(why: string, text: string): HostError {
  return new HostError('unexpected-output', `The host's answer is not whole: ${why}.`, {
    hint: 'Read the host again. If it happens every time, look at the raw text: a login script that ends the shell is the usual cause.',
    raw: text,
  });
}
