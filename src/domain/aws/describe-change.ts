import type { LayoutEntry } from './aws-layout.ts';

/** What would become of one file of the folder. Lines of secret files are told with their values hidden. */
export interface LayoutChange {
  readonly path: string;
  readonly kind: 'new' | 'same' | 'changed';
  /** For a person: lines that go, and lines that come. */
  readonly lines: readonly string[];
}

/** `before`: its text, a link's target; null where it is not there. */
export function describeChange(entry: LayoutEntry, before: string | null): LayoutChange {
  const after = entry.kind === 'file' ? entry.text : entry.target;
  const { path } = entry;
  if (before === null) {
    return { path, kind: 'new', lines: [] };
  }
  if (before === after) {
    return { path, kind: 'same', lines: [] };
  }
  const isSecret = entry.kind === 'file' && entry.isSecret;
  const [old, next] = [before.split('\n'), after.split('\n')];
  const lines = [...listMissing(old, next).map((line) => `- ${line}`), ...listMissing(next, old).map((line) => `+ ${line}`)];
  return { path, kind: 'changed', lines: isSecret ? lines.map(hideValue) : lines };
}

/** Lines of one that the other has not, each as often as it is more. */
function listMissing(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  others.forEach((line) => left.set(line, (left.get(line) ?? 0) + 1));
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}

function hideValue(line: string): string {
  return line.replace(/(key\w*\s*=\s*).*$/i, '$1(hidden)');
}
