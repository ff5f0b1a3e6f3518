// The results of the path's fault suite as Markdown.

const toLine = (cells) => `| ${cells.join(' | ')} |`;
const escape = (text) => text.replaceAll('|', '\\|');

/** One line for each way in which a cause was brought about, in the order of the rows. */
export function drawPathFaults(rows) {
  const sorted = [...rows].sort((one, other) => one.row - other.row);
  const head = ['row', 'cause', 'brought about by', 'verdict', 'severity', 'ms'];
  const lines = sorted.map(({ row, causeId, done, sentence, severity, ms }) =>
    toLine([String(row), `\`${causeId}\``, escape(done), escape(sentence), severity, String(ms)]),
  );
  const found = rows.filter(({ severity }) => severity !== 'not found').length;
  const causes = new Set(rows.map(({ row }) => row)).size;
  return [
    `**${found} of ${rows.length} faults named, of ${causes} causes.** ms: from asking the three places to the verdict.`,
    '',
    toLine(head),
    toLine(head.map(() => '---')),
    ...lines,
    '',
  ].join('\n');
}
