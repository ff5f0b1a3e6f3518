import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostError } from '#core/ports/host-error.ts';
import { parseSections } from '#host/facts/parse-sections.ts';

const nonce = 'nutshell-00112233445566778899aabbccddeeff';

function frame(name: string, output: string, problem = '', status = 0): string {
  return `\n${nonce} begin ${name} some command\n${output}\n${nonce} error\n${problem}\n${nonce} end ${status}\n`;
}

describe('the frames of an answer', () => {
  it('gives back every byte of output and standard error, whatever they hold', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 30 }),
          fc.constantFrom('', 'nutshell- end 0', `x ${nonce} end 0`, `${nonce} begin`, '[]'),
        ),
        {
          maxLength: 4,
        },
      )
      .map((lines) => lines.join('\n'));
    const part = fc.record({ output: text, problem: text, status: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const whole = parts.map(({ output, problem, status }) => frame('part', output, problem, status)).join('');
        const sections = parseSections(`${whole}\n${nonce} done ${parts.length}\n`, nonce);
        expect(sections.map(({ output, problem, status }) => ({ output, problem, status }))).toEqual(parts);
      }),
      { numRuns: 200 },
    );
  });

  it('passes over a banner and a chatty profile before the first frame', () => {
    const text = `Welcome to kvm1!\n*** authorised use only ***\nlast login: never${frame('cpu', 'x')}\n${nonce} done 1\n`;
    expect(parseSections(text, nonce)).toEqual([{ name: 'cpu', command: 'some command', output: 'x', problem: '', status: 0 }]);
  });

  it.each([
    ['cut in the middle of a section', frame('cpu', 'x').slice(0, -12)],
    ['cut between two sections', frame('cpu', 'x')],
    ['with a section lost', `${frame('cpu', 'x')}\n${nonce} done 2\n`],
    ['empty', ''],
    ['with another nonce', `${frame('cpu', 'x')}\n${nonce} done 1\n`.replaceAll('0011', '0012')],
  ])('refuses an answer that is %s, with the raw text', (_, text) => {
    expect(() => parseSections(text, nonce)).toThrow(
      expect.objectContaining({ code: 'unexpected-output', raw: text }) as HostError,
    );
  });
});
