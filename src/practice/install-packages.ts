import type { HostError } from '#core/ports/host-error.ts';
import { practicePackages } from './package-lists.ts';
import { practiceFault } from './practice-fault.ts';
import type { WorkOptions } from './practice-hosts.ts';
import { createProgress } from './progress.ts';
import { runProgram, tryProgram } from './run-program.ts';

/** Which of the packages dpkg does not have installed. Where there is no dpkg, all of them. */
export async function listMissingPackages(packages: readonly string[]): Promise<readonly string[]> {
  const { output } = await tryProgram(['dpkg-query', '--show', '--showformat=${Package} ${db:Status-Status}\\n', ...packages]);
  return findMissing(packages, output);
}

export function findMissing(packages: readonly string[], dpkgOutput: string): readonly string[] {
  const installed = new Set(
    dpkgOutput
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

export function missingPackagesFault(missing: readonly string[]): HostError {
  return practiceFault(
    `The practice host is built from Debian packages, and ${missing.length} tools for that are not installed here.`,
    {
      hint: `Run: ${buildInstallCommand(missing, true).join(' ')}`,
      raw: missing.join('\n'),
    },
  );
}

/**
 * Installs what is missing to build and boot practice hosts, as root or through `sudo -n`. Meant for the start and test
 * scripts, whose user asked for it; where neither works it throws a sentence with the exact command.
 */
export async function installPracticePackages(resourcesDir: string, { onProgress, signal }: WorkOptions = {}): Promise<void> {
  const missing = await listMissingPackages(await practicePackages(resourcesDir));
  if (missing.length === 0) {
    return;
  }
  const progress = createProgress(['packages'], onProgress);
  progress.update('packages', 0, missing.join(', '));
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await tryProgram(['sudo', '-n', 'true'])).exitCode !== 0) {
    throw missingPackagesFault(missing);
  }
  const prefix = isRoot ? [] : ['sudo', '-n'];
  const total = missing.length * 3;
  let seen = 0;
  const onLine = (line: string) => {
    if (/^(Get:|Unpacking |Setting up )/.test(line)) {
      seen += 1;
      progress.update('packages', seen / (seen + total), line);
    }
  };
  await tryProgram(toArgv([...prefix, 'apt-get', 'update', '-q']), { signal });
  await runProgram('Installing packages', toArgv([...prefix, ...buildInstallCommand(missing, false)]), { signal, onLine });
}

function buildInstallCommand(packages: readonly string[], forPerson: boolean): readonly string[] {
  const quiet = forPerson ? ['sudo'] : ['env', 'DEBIAN_FRONTEND=noninteractive'];
  return [...quiet, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages];
}

function toArgv(words: readonly string[]): readonly [string, ...string[]] {
  const [program = 'false', ...args] = words;
  return [program, ...args];
}
