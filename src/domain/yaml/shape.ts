import type { ParsedNode } from 'yaml';
import type { FileProblem, Spot } from './file-problem.ts';

/** Where a node stands in the file, and where to say what is wrong with it. */
export interface Place {
  /** roles[1].hardware; empty at the top. */
  readonly field: string;
  readonly spot: Spot;
  /** Of a node further inside. */
  at(field: string, node: ParsedNode): Place;
  report(message: string): void;
}

/** In place of a value that is wrong; why was reported. */
export const wrong = Symbol('wrong');
export type Wrong = typeof wrong;

/** Reads one kind of value. */
export type Shape<T> = (node: ParsedNode, place: Place) => T | Wrong;

export type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** Remembers where every field stands, so that rules about the whole can point there too. */
export function createPlaces(spotOf: (node: ParsedNode) => Spot) {
  const problems: FileProblem[] = [];
  const spots = new Map<string, Spot>();

  function placeOf(field: string, node: ParsedNode): Place {
    const spot = spotOf(node);
    spots.set(field, spot);
    return {
      field,
      spot,
      at: (inner, innerNode) => placeOf(join(field, inner), innerNode),
      report: (message) => void problems.push({ ...spot, field, message }),
    };
  }

  return { problems, spots, placeOf };
}

/** The field itself where it is in the file, else the nearest thing around it. */
export function findSpot(spots: ReadonlyMap<string, Spot>, field: string): Spot {
  for (let place = field; ; place = place.replace(/(\[\d+\]|\.?[^.[\]]+)$/, '')) {
    const spot = spots.get(place);
    if (spot !== undefined || place === '') {
      return spot ?? { line: 1, column: 1 };
    }
  }
}

/** Says why a value is wrong, and stands for it. */
export function refuse(place: Place, message: string): Wrong {
  place.report(message);
  return wrong;
}

function join(outer: string, inner: string): string {
  return outer === '' || inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}
