import type { Paint } from './paint.ts';

/** Columns without rules, as ps and lsblk have them: easy to read, easy to cut with awk. */
export async function drawTable(head: readonly string[], rows: readonly (readonly string[])[], paint: Paint): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    head: head.map((title) => paint.dim(title)),
    chars: noRules,
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

const noRules = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
