import { describe, expect, it } from 'vitest';
import { findPlatformProblem } from '#practice/find-build-problem.ts';
import { findMissing, missingPackagesFault } from '#practice/install-packages.ts';
import { parsePackageList, practicePackages } from '#practice/package-lists.ts';

describe('what stands in the way of building', () => {
  it.each([
    ['darwin', 'arm64', /needs Linux/],
    ['win32', 'x64', /needs Linux/],
    ['linux', 'arm64', /this laptop is arm64/],
  ] as const)('says why not on %s %s, and what to do instead', (platform, arch, message) => {
    const problem = findPlatformProblem({ platform, arch });
    expect(problem?.message).toMatch(message);
    expect(problem?.hint).toMatch(/add your own KVM host/);
  });

  it('has nothing against Linux on x86-64', () => {
    expect(findPlatformProblem({ platform: 'linux', arch: 'x64' })).toBeNull();
  });

  it('names the packages that dpkg does not have, also those it once had', () => {
    const output = 'qemu-utils installed\nmmdebstrap config-files\ndpkg-query: no packages found matching xorriso';
    expect(findMissing(['mmdebstrap', 'qemu-utils', 'xorriso'], output)).toEqual(['mmdebstrap', 'xorriso']);
  });

  it('gives the exact command that installs them', () => {
    const fault = missingPackagesFault(['mmdebstrap', 'qemu-utils']);
    expect(fault.hint).toBe('Run: sudo apt-get install -y --no-install-recommends mmdebstrap qemu-utils');
  });

  it('reads package lists with comments and blank lines', async () => {
    expect(parsePackageList('# for the host\n\nlvm2\nudev # devices\n')).toEqual(['lvm2', 'udev']);
    expect(await practicePackages('resources')).toEqual(expect.arrayContaining(['mmdebstrap', 'qemu-system-x86']));
  });
});
