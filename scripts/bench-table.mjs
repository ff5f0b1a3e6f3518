// The results of a benchmark as tables: for a terminal, and for docs/bench.md.

const heads = ['', 'quantity', 'way', 'median', 'quartiles', 'rounds', 'ratio', 'its quartiles'];
const numericFrom = 3;

/** Three digits that mean something; whole numbers as they are. */
function toNumber(value) {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) {
    return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  }
  return String(Number(value.toPrecision(3)));
}

const toRange = ({ lowerQuartile, upperQuartile }) => `${toNumber(lowerQuartile)} – ${toNumber(upperQuartile)}`;

function toCells({ subject, quantity, way, unit, summary, ratio }, reference) {
  const isReference = way === reference;
  return [
    subject,
    quantity,
    way,
    `${toNumber(summary.median)} ${unit}`.trim(),
    toRange(summary),
    String(summary.count),
    isReference ? '1' : ratio ? toNumber(Number(ratio.median.toPrecision(3))) : '',
    isReference || !ratio ? '' : toRange(ratio),
  ];
}

/** A subject and a quantity are told once, in the first of their rows. */
function toRows({ rows, reference }) {
  const cells = rows.map((row) => toCells(row, reference));
  return cells.map((row, at) => {
    const [before] = cells.slice(Math.max(0, at - 1), at);
    const isSameSubject = before?.[0] === row[0];
    const isSameQuantity = isSameSubject && before?.[1] === row[1];
    return [isSameSubject ? '' : row[0], isSameQuantity ? '' : row[1], ...row.slice(2)];
  });
}

export function drawText({ machine, sections }) {
  const facts = Object.entries(machine).map(([name, value]) => `${name}: ${value}`);
  return [...facts, '', ...sections.flatMap(drawTextSection)].join('\n');
}

function drawTextSection(section) {
  const lines = [heads, ...toRows(section)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const draw = (line) =>
    line
      .map((cell, column) => (column < numericFrom ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  return [
    section.title,
    describeMeasured(section.measured),
    ...lines.map(draw),
    ...section.conditions.map((condition) => `  - ${condition}`),
    '',
  ];
}

export function drawMarkdown({ machine, sections }) {
  const told = Object.entries(machine).map(([name, value]) => `| ${name} | ${value} |`);
  return ['| | |', '|---|---|', ...told, '', ...sections.flatMap(drawMarkdownSection)].join('\n');
}

const describeMeasured = ({ date, commit, load, isQuick }) =>
  `Measured on ${date} at commit ${commit}${isQuick ? ', with few rounds' : ''}; load average ${load}.`;

function drawMarkdownSection(section) {
  const rule = heads.map((_, column) => (column < numericFrom ? '---' : '---:'));
  const lines = [heads, rule, ...toRows(section)].map((line) => `| ${line.join(' | ')} |`);
  return [
    `## ${section.title}`,
    '',
    describeMeasured(section.measured),
    '',
    ...lines,
    '',
    ...section.conditions.map((condition) => `- ${condition}`),
    '',
  ];
}
