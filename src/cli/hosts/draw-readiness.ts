import type { HostReading } from '#contract/hosts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { ReadinessLevel, ReadinessLine } from '#domain/hosts/readiness.ts';
import type { Paint } from '../terminal/paint.ts';

/** One line each, worst told in full: why it matters, what to do, and the command that showed it. */
export function drawReadiness(host: Host, { facts, readiness }: HostReading, paint: Paint, explainsAll: boolean): string {
  const titleWidth = Math.max(0, ...readiness.lines.map((line) => line.title.length));
  const lines = readiness.lines.flatMap((line) => drawLine(line, titleWidth, paint, explainsAll));
  const about = `${facts.distribution}, kernel ${facts.kernelRelease}, logged in as ${facts.loginUser}`;
  return [`${paint.bold(host.name)}  ${about}`, '', ...lines, '', summarise(readiness.lines)].join('\n');
}

function drawLine(line: ReadinessLine, titleWidth: number, paint: Paint, explainsAll: boolean): readonly string[] {
  const head = `  ${mark(line.level, paint)}  ${line.title.padEnd(titleWidth)}  ${line.found}`;
  if (line.level === 'ok' && !explainsAll) {
    return [head];
  }
  const indent = ' '.repeat(13);
  const more = [line.why, ...(line.remedy === null ? [] : [line.remedy]), paint.dim(`$ ${line.command}`)];
  return [head, ...more.flatMap((text) => text.split('\n')).map((text) => `${indent}${text}`)];
}

/** A word of eight letters and a sign, so that columns stand without colour too. */
function mark(level: ReadinessLevel, paint: Paint): string {
  const marks: Readonly<Record<ReadinessLevel, string>> = {
    ok: paint.green('✓ ok     '),
    warning: paint.yellow('! warning'),
    missing: paint.red('✗ missing'),
    unknown: paint.magenta('? unknown'),
  };
  return marks[level];
}

function summarise(lines: readonly ReadinessLine[]): string {
  const count = (level: ReadinessLevel) => lines.filter((line) => line.level === level).length;
  const parts = (['missing', 'unknown', 'warning'] as const)
    .filter((level) => count(level) > 0)
    .map((level) => `${count(level)} ${level}`);
  return parts.length === 0
    ? `Ready: ${lines.length} of ${lines.length} ok.`
    : `${count('ok')} of ${lines.length} ok, ${parts.join(', ')}.`;
}
