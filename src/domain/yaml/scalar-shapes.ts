import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { suggestName } from '../suggest-name.ts';
import { refuse, type Shape } from './shape.ts';

export interface TextRule {
  /** "an address such as 10.101.7.2": follows "This must be". */
  readonly what?: string;
  readonly pattern?: RegExp;
  readonly maxLength?: number;
  /** Line ends are allowed. */
  readonly isLong?: boolean;
}

/** A text. What looks like a number or a yes is taken as it is written, so that 3.10 stays 3.10. */
export function text({ what = 'a text', pattern, maxLength = 500, isLong = false }: TextRule = {}): Shape<string> {
  return (node, place) => {
    const written = readScalar(node);
    if (written === null || written.trim() === '') {
      return refuse(place, `This must be ${what}, not ${describeNode(node)}.`);
    }
    if (written.length > maxLength) {
      return refuse(place, `This has ${written.length} characters, and at most ${maxLength} are allowed.`);
    }
    if (!isLong && /[\n\r]/.test(written)) {
      return refuse(place, `This must be ${what} in one line.`);
    }
    return pattern === undefined || pattern.test(written)
      ? written
      : refuse(place, `${quote(written)} is not right here: this must be ${what}.`);
  };
}

export interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}

/** A whole number. */
export function wholeNumber({ min, max, unit = '' }: NumberRule): Shape<number> {
  const what = `a whole number from ${min} to ${max}${unit === '' ? '' : ` (${unit})`}`;
  return (node, place) => {
    const value: unknown = isScalar(node) ? node.value : null;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      return refuse(place, `This must be ${what}, not ${describeNode(node)}.`);
    }
    return value >= min && value <= max ? value : refuse(place, `${value} is out of range: this must be ${what}.`);
  };
}

/** true or false. */
export const flag: Shape<boolean> = (node, place) => {
  const value: unknown = isScalar(node) ? node.value : null;
  return typeof value === 'boolean' ? value : refuse(place, `This must be true or false, not ${describeNode(node)}.`);
};

/** One of these words. */
export function choice<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return (node, place) => {
    const written = readScalar(node);
    const found = words.find((word) => word === written);
    if (found !== undefined) {
      return found;
    }
    const near = written === null ? null : suggestName(written, words);
    const hint = near === null ? '' : ` Did you mean ${near}?`;
    return refuse(place, `This must be one of ${words.join(', ')}, not ${describeNode(node)}.${hint}`);
  };
}

export function readScalar(node: ParsedNode): string | null {
  if (!isScalar(node) || node.value === null || hasStrangeTag(node)) {
    return null;
  }
  return typeof node.value === 'string' ? node.value : node.source;
}

/** !!binary and its like: the text is not what it seems. */
function hasStrangeTag({ tag }: ParsedNode): boolean {
  return tag !== undefined && !/^tag:yaml\.org,2002:(str|int|float|bool|null)$/.test(tag);
}

/** What stands there instead, in words. */
export function describeNode(node: ParsedNode): string {
  if (isAlias(node)) {
    return 'an alias (*name), which is not used here';
  }
  if (isMap(node)) {
    return 'fields';
  }
  if (isSeq(node)) {
    return 'a list';
  }
  if (hasStrangeTag(node)) {
    return 'a value with a tag (!), which is not used here';
  }
  const written = readScalar(node);
  return written === null || written === '' ? 'nothing' : quote(written);
}

function quote(written: string): string {
  const line = written.replaceAll(/\s+/g, ' ').trim();
  return `“${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`;
}
