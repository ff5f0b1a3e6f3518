import { expect, it } from 'vitest';
import { parseWebArguments } from '#web/parse-web-arguments.ts';

it.each([
  [[], { port: 0, opensBrowser: false, place: null }],
  [['--port', '8123'], { port: 8123, opensBrowser: false, place: null }],
  [['--port=0', '--open'], { port: 0, opensBrowser: true, place: null }],
  [['--open', '--place', '/hosts/practice'], { port: 0, opensBrowser: true, place: '/hosts/practice' }],
  [['--place=/hosts/a/machines/two%20words/path'], { port: 0, opensBrowser: false, place: '/hosts/a/machines/two%20words/path' }],
])('reads %j', (args, wanted) => {
  expect(parseWebArguments(args)).toEqual({ kind: 'serve', ...wanted });
});

it.each([
  [['--port']],
  [['--port', 'x']],
  [['--port', '70000']],
  [['--host', '0.0.0.0']],
  [['8123']],
  [['--port', '1', '2']],
  [['--place', 'hosts']],
  [['--place', '//evil.example/#x']],
  [['--place=/a&token=b']],
])('refuses %j with a sentence and the usage', (args) => {
  expect(parseWebArguments(args)).toEqual({
    kind: 'wrong',
    sentence: expect.stringMatching(
      /\. Use: node out\/node\/web\.js \[--port N\] \[--open\] \[--place \/hosts\/NAME\]$/,
    ) as string,
  });
});
