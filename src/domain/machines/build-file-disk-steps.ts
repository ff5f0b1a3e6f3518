import type { OptionNote, PlanStep } from '../plans/plan.ts';
import { getDiskMark, getMarkFolder } from './disk-mark.ts';
import { describeDisk, toDiskBytes, toQemuSize } from './disk-size.ts';
import type { LaunchIdentity } from './launch-identity.ts';
import { getDiskPath, type DiskOf } from './machine-disk.ts';
import { hostPaths } from './machine-paths.ts';

type FileDisk = DiskOf<'file'>;

/**
 * The file is made under a name that only this launch can have, and gets its own name by link(2), which never replaces anything.
 * So whatever is removed later was made here: see docs/decisions/0005-storage.md.
 */
export function buildFileDiskSteps(disk: FileDisk, { uuid }: LaunchIdentity): readonly PlanStep[] {
  const mark = getDiskMark(disk.folder, uuid);
  return [buildMarkFolder(disk), buildFile(disk, mark), buildName(disk, mark)];
}

function buildMarkFolder({ folder }: FileDisk): PlanStep {
  const marks = getMarkFolder(folder);
  // install gives the mode to what it names, and to nothing above it: a folder of somebody else's keeps its own.
  const folders = folder.startsWith(`${hostPaths.stateDirectory}/`) ? [folder, marks] : [marks];
  return {
    id: 'prepare-disk-folder',
    title: `Make sure that ${marks} exists`,
    action: { kind: 'run', argv: ['install', '-d', '-m', '0700', ...folders] },
    notes: [{ option: marks, explanation: 'Holds a second name of each disk file that Nutshell made in this folder.' }],
    check: null,
    undo: {
      title: `Remove ${marks} where it is empty`,
      argv: ['find', folder, '-maxdepth', '1', '-name', '.nutshell', '-empty', '-delete'],
    },
  };
}

function buildFile(disk: FileDisk, mark: string): PlanStep {
  const { argv, notes } = disk.format === 'raw' ? toFallocate(disk, mark) : toQemuImg(disk, mark);
  return {
    id: 'create-disk-file',
    title: `Create a ${disk.format} file of ${describeDisk(disk.sizeGiB)} in ${disk.folder}`,
    action: { kind: 'run', argv },
    notes: [
      ...notes,
      { option: mark, explanation: 'A name that nobody else can have. By it Nutshell proves later that it made this file.' },
    ],
    check: ['check-disk-file.sh', mark, disk.format, String(toDiskBytes(disk.sizeGiB))],
    undo: { title: `Remove ${mark}`, argv: ['rm', '-f', mark], coversFailure: true },
  };
}

interface Command {
  readonly argv: readonly string[];
  readonly notes: readonly OptionNote[];
}

function toFallocate({ sizeGiB }: FileDisk, mark: string): Command {
  const bytes = String(toDiskBytes(sizeGiB));
  return {
    argv: ['fallocate', '-l', bytes, mark],
    notes: [
      {
        option: `-l ${bytes}`,
        explanation: `${describeDisk(sizeGiB)} in bytes, taken from the file system at once: what is promised is there.`,
      },
    ],
  };
}

function toQemuImg({ sizeGiB }: FileDisk, mark: string): Command {
  const size = toQemuSize(sizeGiB);
  return {
    argv: ['qemu-img', 'create', '-q', '-f', 'qcow2', '-o', 'preallocation=metadata', mark, size],
    notes: [
      { option: '-q', explanation: 'Say nothing but errors.' },
      { option: '-f qcow2', explanation: 'QEMU’s own format: the file takes room only as the guest writes.' },
      {
        option: '-o preallocation=metadata',
        explanation:
          'Write its tables now, about 16 MiB for each 100 GiB, so that the guest’s first writes need not; and the file’s length says what it may grow to.',
      },
      { option: size, explanation: `The size that the guest sees, ${describeDisk(sizeGiB)}.` },
    ],
  };
}

function buildName(disk: FileDisk, mark: string): PlanStep {
  const path = getDiskPath(disk);
  return {
    id: 'name-disk-file',
    title: `Call it ${path}`,
    action: { kind: 'run', argv: ['link', mark, path] },
    notes: [
      { option: 'link', explanation: 'Gives the same file its own name beside the other. Fails where something has that name.' },
    ],
    check: ['test', path, '-ef', mark],
    undo: { title: `Remove ${path}`, argv: ['remove-disk-name.sh', path, mark], coversFailure: true },
  };
}
