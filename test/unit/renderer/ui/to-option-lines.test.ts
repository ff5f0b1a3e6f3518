import { expect, it } from 'vitest';
import { toOptionLines } from '#renderer/ui/to-option-lines.ts';

it('puts one option on a line, each with its value, quoted as a shell needs it', () => {
  expect(toOptionLines(['qemu-kvm', '-m', '2048', '-daemonize', '-name', 'two words'])).toEqual([
    'qemu-kvm',
    '-m 2048',
    '-daemonize',
    "-name 'two words'",
  ]);
});
