import { isPagePlace } from '#contract/page/page-place.ts';

/** The place of `--place=/hosts/practice` among the arguments; null where there is none, or none that a window can show. */
export function findAskedPlace(argv: readonly string[]): string | null {
  const prefix = '--place=';
  const place = argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  return place !== undefined && isPagePlace(place) ? place : null;
}
