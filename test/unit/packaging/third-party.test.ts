import { describe, expect, it } from 'vitest';
import { rootDirectory } from '#support/electron-stand-in/ensure-built.ts';

interface ListedPackage {
  readonly manifest: { readonly name: string };
}

const { listPackages } = (await import(`${rootDirectory}/scripts/third-party.mjs`)) as {
  listPackages: () => readonly ListedPackage[];
};

describe('the list of contained packages', () => {
  const names = listPackages().map(({ manifest }) => manifest.name);

  it('follows dependencies of dependencies', () => {
    expect(names).toEqual(expect.arrayContaining(['ssh2', 'asn1', '@mantine/core', 'react-remove-scroll']));
  });

  it('leaves out the native add-ons and the tools of development, which no bundle contains', () => {
    expect(names).not.toContain('cpu-features');
    expect(names).not.toContain('electron');
    expect(names).not.toContain('vitest');
  });
});
