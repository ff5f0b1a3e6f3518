import { sortFileProblems, type FileProblem, type Spot } from './file-problem.ts';
import { parseYaml } from './parse-yaml.ts';
import { createPlaces, findSpot, wrong, type Shape } from './shape.ts';

export type YamlReading<T> =
  | { readonly kind: 'read'; readonly value: T; readonly spotOf: (field: string) => Spot }
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] };

/** Text to a value of this shape, or everything that is wrong with it, each with its place in the file. */
export function readYaml<T>(text: string, shape: Shape<T>): YamlReading<T> {
  const parsing = parseYaml(text);
  if (parsing.kind === 'refused') {
    return parsing;
  }
  const { root, spotOf } = parsing.yaml;
  const places = createPlaces(spotOf);
  const value = shape(root, places.placeOf('', root));
  return value === wrong || places.problems.length > 0
    ? { kind: 'refused', problems: sortFileProblems(places.problems) }
    : { kind: 'read', value, spotOf: (field) => findSpot(places.spots, field) };
}
