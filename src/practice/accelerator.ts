import { mkdtemp, readFile, rm, writeFile, access, constants } from 'node:fs/promises';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceFault } from './practice-fault.ts';
import type { Accelerator, AcceleratorChoice } from './practice-hosts.ts';
import { tryProgram } from './run-program.ts';
import { hashParts } from './hash-inputs.ts';

/** How long a kernel may take to its first user process under KVM. It takes a second or two where KVM works. */
const probeLimitMs = 15_000;

/** What was asked for: an option wins over NUTSHELL_ACCEL. An unknown word is refused, not ignored. */
export function parseAcceleratorChoice(
  option: AcceleratorChoice | undefined,
  environment: string | undefined,
): AcceleratorChoice {
  const word = option ?? (environment === undefined || environment === '' ? 'auto' : environment);
  if (word === 'auto' || word === 'kvm' || word === 'tcg') {
    return word;
  }
  throw practiceFault(`NUTSHELL_ACCEL is "${word}", which is no accelerator.`, {
    hint: 'Set it to kvm, tcg or auto, or unset it.',
    code: 'invalid-input',
  });
}

export interface ProbeInputs {
  readonly cacheDir: string;
  readonly kernelPath: string;
  readonly initrdPath: string;
  readonly qemuVersion: string;
}

/**
 * Chooses how the practice host's CPU is made. /dev/kvm that opens proves nothing: on some machines a stock kernel hangs
 * right after its start, so a kernel must be seen to boot. The answer is remembered until kernel, QEMU or CPU change.
 */
export async function chooseAccelerator(
  choice: AcceleratorChoice,
  inputs: ProbeInputs,
  log: (line: string) => void,
): Promise<Accelerator> {
  if (choice !== 'auto') {
    return choice;
  }
  if (!(await canOpenKvm())) {
    return 'tcg';
  }
  const key = hashParts([release(), inputs.qemuVersion, cpus()[0]?.model ?? '', inputs.kernelPath]);
  const answerPath = join(inputs.cacheDir, 'accelerator.json');
  const remembered = parseAnswer(await readFile(answerPath, 'utf8').catch(() => ''), key);
  if (remembered) {
    return remembered;
  }
  const accelerator = (await bootsUnderKvm(inputs)) ? 'kvm' : 'tcg';
  log(`practice: a kernel ${accelerator === 'kvm' ? 'boots' : 'does not boot'} under KVM here, using ${accelerator}`);
  await writeFile(answerPath, JSON.stringify({ key, accelerator }));
  return accelerator;
}

/** The remembered answer, if it was given for the same circumstances. */
export function parseAnswer(text: string, key: string): Accelerator | null {
  if (text === '') {
    return null;
  }
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || !('key' in answer) || answer.key !== key || !('accelerator' in answer)) {
    return null;
  }
  return answer.accelerator === 'kvm' || answer.accelerator === 'tcg' ? answer.accelerator : null;
}

/** How many virtual CPUs the practice host gets: see buildMachineArgv for why emulation has one. */
export function countCpus(accelerator: Accelerator): number {
  return accelerator === 'kvm' ? cpus().length : 1;
}

async function canOpenKvm(): Promise<boolean> {
  try {
    await access('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Boots kernel and initrd with no disk and waits for the kernel's "Run /init": it then has survived its own start. */
async function bootsUnderKvm({ kernelPath, initrdPath }: ProbeInputs): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'nutshell-kvm-'));
  const stop = new AbortController();
  let booted = false;
  try {
    await tryProgram(
      [
        'qemu-system-x86_64',
        ...['-nodefaults', '-no-user-config', '-no-reboot', '-accel', 'kvm', '-cpu', 'host', '-m', '512', '-display', 'none'],
        ...['-kernel', kernelPath, '-initrd', initrdPath, '-append', 'console=ttyS0 panic=-1 rdinit=/bin/true'],
        ...['-serial', 'stdio'],
      ],
      {
        cwd: folder,
        timeLimitMs: probeLimitMs,
        signal: stop.signal,
        onLine: (line) => {
          if (/Run \S+ as init process/.test(line)) {
            booted = true;
            stop.abort();
          }
        },
      },
    ).catch(() => undefined);
    return booted;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
