import { describe, expect, it } from 'vitest';
import { chooseAccelerator, countCpus, parseAcceleratorChoice, parseAnswer } from '#practice/accelerator.ts';

describe('the choice of an accelerator', () => {
  it.each([
    [undefined, undefined, 'auto'],
    [undefined, '', 'auto'],
    [undefined, 'tcg', 'tcg'],
    ['kvm', 'tcg', 'kvm'],
  ] as const)('takes option %s before NUTSHELL_ACCEL=%s: %s', (option, environment, expected) => {
    expect(parseAcceleratorChoice(option, environment)).toBe(expected);
  });

  it('refuses a word it does not know, and names those it does', () => {
    expect(() => parseAcceleratorChoice(undefined, 'hvf')).toThrow('NUTSHELL_ACCEL is "hvf"');
  });

  it('starts nothing when the choice is forced', async () => {
    const nowhere = { cacheDir: '/nowhere', kernelPath: '/nowhere', initrdPath: '/nowhere', qemuVersion: '7.2' };
    expect(await chooseAccelerator('tcg', nowhere, () => undefined)).toBe('tcg');
    expect(await chooseAccelerator('kvm', nowhere, () => undefined)).toBe('kvm');
  });

  it('remembers an answer only for the same kernel, QEMU and CPU', () => {
    expect(parseAnswer('{"key":"k","accelerator":"kvm"}', 'k')).toBe('kvm');
    expect(parseAnswer('{"key":"other","accelerator":"kvm"}', 'k')).toBeNull();
    expect(parseAnswer('{"key":"k","accelerator":"hvf"}', 'k')).toBeNull();
    expect(parseAnswer('', 'k')).toBeNull();
  });

  it('gives one virtual CPU under emulation', () => {
    expect(countCpus('tcg')).toBe(1);
    expect(countCpus('kvm')).toBeGreaterThan(0);
  });
});
