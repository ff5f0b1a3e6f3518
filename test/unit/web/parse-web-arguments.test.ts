import { expect, it } from 'vitest';
import { parseWebArguments } from '#web/parse-web-arguments.ts';

it.each([
  [[], { kind: 'serve', port: 0 }],
  [['--port', '8123'], { kind: 'serve', port: 8123 }],
  [['--port=0'], { kind: 'serve', port: 0 }],
])('reads %j', (args, wanted) => {
  expect(parseWebArguments(args)).toEqual(wanted);
});

it.each([[['--port']], [['--port', 'x']], [['--port', '70000']], [['--host', '0.0.0.0']], [['8123']], [['--port', '1', '2']]])(
  'refuses %j with a sentence and the usage',
  (args) => {
    expect(parseWebArguments(args)).toEqual({
      kind: 'wrong',
      sentence: expect.stringMatching(/\. Use: node out\/node\/web\.js \[--port N\]$/) as string,
    });
  },
);
