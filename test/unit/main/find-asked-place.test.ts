import { expect, it } from 'vitest';
import { findAskedPlace } from '#main/find-asked-place.ts';

it.each([
  [['electron', '.', '--place=/hosts/practice'], '/hosts/practice'],
  [['electron', '.'], null],
  [['electron', '--place=https://evil.example/'], null],
  [['electron', '--place=/hosts#x'], null],
])('finds in %j the place %j', (argv, place) => {
  expect(findAskedPlace(argv)).toBe(place);
});
