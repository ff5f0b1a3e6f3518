import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const common =
  'awk base64 cat chmod cut date dd df dirname env flock grep head id kill ln ls md5sum mkdir mktemp mv od printf readlink rm sed setsid sha1sum sha256sum sha512sum sleep sort stat sync tail tee test touch tr true xargs'.split(
    ' ',
  );

export type Downloader = 'curl' | 'wget' | 'python3' | 'busybox-wget';

/** Programs that fetch, as far as this machine has them. */
export const downloaders = (['curl', 'wget', 'python3', 'busybox-wget'] as const).filter((name) => findProgram(name) !== null);

/** A PATH with the usual tools of a host and of those that fetch only the given ones. */
export function limitTools(folder: string, fetching: readonly Downloader[]): string {
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  for (const name of common) {
    const program = findProgram(name);
    if (program !== null) symlinkSync(program, path.join(folder, name));
  }
  for (const name of fetching) {
    const program = findProgram(name) ?? '';
    if (name === 'busybox-wget') {
      writeFileSync(path.join(folder, 'wget'), `#!/bin/sh\nexec ${program} wget "$@"\n`);
      chmodSync(path.join(folder, 'wget'), 0o755);
    } else {
      symlinkSync(program, path.join(folder, name));
    }
  }
  return folder;
}

function findProgram(name: string): string | null {
  // A version manager's shim needs more than itself.
  if (name === 'python3') return findPython();
  const wanted = name === 'busybox-wget' ? 'busybox' : name;
  return (
    (process.env.PATH ?? '')
      .split(':')
      .map((folder) => path.join(folder, wanted))
      .find((file) => existsSync(file)) ?? null
  );
}

function findPython(): string | null {
  try {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
