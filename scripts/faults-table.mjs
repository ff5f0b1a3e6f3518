// The results of the fault suite as Markdown.

const toLine = (cells) => `| ${cells.join(' | ')} |`;
const drawTable = (head, rows) => [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)].join('\n');

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** One table for each operation: a line for each fault and outcome, with the steps at which it was tried. */
function drawOperation(operation, rows) {
  const keys = [...new Set(rows.map(toKey))];
  const groups = keys.map((key) => rows.filter((row) => toKey(row) === key));
  const lines = groups.map((group) => [
    group[0].fault,
    group.map(({ step }) => (step === '-' ? 'before the first' : `\`${step}\``)).join(', '),
    group[0].outcome,
    String(group.length),
    String(sum(group.map(({ lostVolumes }) => lostVolumes))),
    String(sum(group.map(({ leftovers }) => leftovers))),
  ]);
  return `### ${operation}\n\n${drawTable(['fault', 'at the steps', 'outcome', 'times', 'lost volumes', 'leftovers'], lines)}`;
}

const toKey = ({ fault, outcome }) => `${fault}\n${outcome}`;

function drawCounts({ title, counts }) {
  return `### ${title}\n\n${drawTable(
    ['', 'count'],
    Object.entries(counts).map(([name, count]) => [name, String(count)]),
  )}`;
}

function drawSections(results) {
  const lines = results.map(({ section, isWhole, date, passed, failed, hangs, minutes }) =>
    [section, isWhole ? 'to its end' : 'ended early', date, passed, failed, hangs, Math.round(minutes)].map(String),
  );
  return drawTable(['section', 'ran', 'last on', 'passed', 'failed', 'host hung and was restored', 'minutes'], lines);
}

/** `results`: of each section its summary and its rows. */
export function drawReliability(results) {
  const all = results.flatMap(({ rows }) => rows);
  const rows = all.filter((row) => 'fault' in row);
  const operations = [...new Set(rows.map(({ operation }) => operation))];
  const lost = sum(rows.map(({ lostVolumes }) => lostVolumes));
  const leftovers = sum(rows.map((row) => row.leftovers));
  return [
    `**${rows.length} faults: ${lost} lost volumes, ${leftovers} unexplained leftovers.**`,
    drawSections(results),
    ...operations.map((operation) =>
      drawOperation(
        operation,
        rows.filter((row) => row.operation === operation),
      ),
    ),
    ...all.filter((row) => 'counts' in row).map(drawCounts),
    '',
  ].join('\n\n');
}
