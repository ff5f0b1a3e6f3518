import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import { suggestionFor, suggestName } from '../suggest-name.ts';
import { describeNode, readScalar } from './scalar-shapes.ts';
import { refuse, wrong, type Place, type Shape, type Wrong } from './shape.ts';

/** A field of a thing: how it reads, and what it is where it is left out. */
export interface Field<T> {
  readonly shape: Shape<T>;
  readonly otherwise: { readonly kind: 'required' } | { readonly kind: 'default'; readonly value: T };
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type FieldsValue<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export function required<T>(shape: Shape<T>): Field<T> {
  return { shape, otherwise: { kind: 'required' } };
}

/** Left out, it is `value`. */
export function optional<T>(shape: Shape<T>, value: T): Field<T>;
export function optional<T>(shape: Shape<T>, value: null): Field<T | null>;
export function optional<T>(shape: Shape<T>, value: T | null): Field<T | null> {
  return { shape, otherwise: { kind: 'default', value } };
}

/** A list of at most `max` things of one kind. */
export function list<T>(
  item: Shape<T>,
  { min = 0, max = 100 }: { readonly min?: number; readonly max?: number } = {},
): Shape<readonly T[]> {
  return (node, place) => {
    if (!isSeq(node)) {
      return refuse(place, `This must be a list, not ${describeNode(node)}.`);
    }
    if (node.items.length < min || node.items.length > max) {
      return refuse(place, `This list has ${node.items.length} entries; from ${min} to ${max} are allowed.`);
    }
    const values = node.items.map((inner, index) => item(inner, place.at(`[${index}]`, inner)));
    const good = values.filter((value): value is T => value !== wrong);
    return good.length === values.length ? good : wrong;
  };
}

/** Fields by name. One that is not known is an error, for it is most often one that is misspelt. */
export function object<F extends Fields>(what: string, fields: F): Shape<FieldsValue<F>> {
  return (node, place) => {
    const entries = readEntries(node, place, what, Object.keys(fields));
    if (entries === wrong) {
      return wrong;
    }
    const values = Object.entries(fields).map(([name, field]) => [name, readField(field, name, entries, place)] as const);
    return entries.areAllKnown && values.every(([, value]) => value !== wrong)
      ? (Object.fromEntries(values) as FieldsValue<F>)
      : wrong;
  };
}

/** One of several things that a field named `key` tells apart. */
export function tagged<K extends string, S extends Readonly<Record<string, Fields>>>(
  key: K,
  cases: S,
): Shape<{ [C in keyof S & string]: { readonly [P in K]: C } & FieldsValue<S[C]> }[keyof S & string]> {
  type Value = { [C in keyof S & string]: { readonly [P in K]: C } & FieldsValue<S[C]> }[keyof S & string];
  return (node, place) => {
    const words = Object.keys(cases);
    const mark = isMap(node) ? findValue(node, key) : null;
    const written = mark === null ? null : readScalar(mark);
    const fields = written !== null && Object.hasOwn(cases, written) ? cases[written] : undefined;
    if (fields === undefined || written === null) {
      const target = mark === null ? place : place.at(key, mark);
      const hint = written === null ? '' : ` ${suggestionFor(written, words, 'kinds')}`;
      return refuse(target, `The field ${key} must be one of ${words.join(', ')}.${hint}`);
    }
    const itself = required((inner: ParsedNode) => readScalar(inner) ?? wrong);
    return object(`a thing of ${key} ${written}`, { ...fields, [key]: itself })(node, place) as Value | Wrong;
  };
}

interface Entries {
  readonly byName: ReadonlyMap<string, ParsedNode>;
  readonly areAllKnown: boolean;
  /** Fields that a misspelt one was meant to be: they are not missing. */
  readonly meant: ReadonlySet<string>;
}

function readEntries(node: ParsedNode, place: Place, what: string, known: readonly string[]): Entries | Wrong {
  if (!isMap(node)) {
    return refuse(place, `This must be ${what}, written as fields, not ${describeNode(node)}.`);
  }
  const byName = new Map<string, ParsedNode>();
  const meant = new Set<string>();
  let areAllKnown = true;
  for (const { key, value } of node.items) {
    const name = readScalar(key);
    if (name === null || !known.includes(name)) {
      areAllKnown = false;
      meant.add(suggestName(name ?? '', known) ?? '');
      const hint = suggestionFor(name ?? '', known, 'fields');
      place.at(name ?? '?', key).report(`${what} has no field “${(name ?? '').slice(0, 60)}”. ${hint}`.replace(/^a/, 'A'));
    } else if (value !== null) {
      byName.set(name, value);
    } else {
      areAllKnown = false;
      meant.add(name);
      place.at(name, key).report(`The field ${name} is empty. Leave it out, or give it a value.`);
    }
  }
  return { byName, areAllKnown, meant };
}

function readField({ shape, otherwise }: Field<unknown>, name: string, { byName, meant }: Entries, place: Place): unknown {
  const node = byName.get(name);
  if (node !== undefined) {
    const inner = place.at(name, node);
    return isScalar(node) && node.value === null
      ? refuse(inner, `The field ${name} is empty. Leave it out, or give it a value.`)
      : shape(node, inner);
  }
  if (otherwise.kind === 'default' || meant.has(name)) {
    return otherwise.kind === 'default' ? otherwise.value : wrong;
  }
  return refuse(place, `The field ${name} is missing here.`);
}

function findValue(node: YAMLMap.Parsed, name: string): ParsedNode | null {
  return node.items.find(({ key }) => readScalar(key) === name)?.value ?? null;
}
