import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** null where ISOs can be made here; else the sentence beside the skipped tests. */
export const whyNoIso = spawnSync('xorriso', ['-version']).status === 0 ? null : 'needs xorriso: apt-get install xorriso';

export interface IsoOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly label?: string;
  /** Options of mkisofs; without any: Rock Ridge. */
  readonly options?: readonly string[];
}

/** A real ISO made by xorriso in a folder of the test. Returns its path. */
export function makeIso(folder: string, name: string, { files, label = 'TEST', options = ['-R'] }: IsoOptions): string {
  const tree = path.join(folder, `${name}.tree`);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), content);
  }
  const target = path.join(folder, name);
  execFileSync('xorriso', ['-as', 'mkisofs', '-quiet', '-V', label, ...options, '-o', target, tree], { stdio: 'ignore' });
  return target;
}

/** What it takes to boot from it by BIOS; the boot image is made up. */
export const bootable = {
  files: { 'isolinux/isolinux.bin': 'x'.repeat(4096) },
  options: ['-b', 'isolinux/isolinux.bin', '-c', 'isolinux/boot.cat', '-no-emul-boot', '-boot-load-size', '4'],
} as const;
