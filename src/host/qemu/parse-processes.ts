import type { QemuProcess, TapDescriptor } from '#domain/machines/qemu-process.ts';
import { decodeBytes } from '../facts/decode-bytes.ts';
import { splitRecords } from '../facts/split-records.ts';
import { Unreadable } from '../facts/unreadable.ts';

/** Position of starttime in /proc/PID/stat behind the name in parentheses, which may itself hold parentheses and spaces (proc(5)). */
const startTimeField = 19;

/** USER_HZ, in which /proc counts: 100 on every architecture that KVM virtualises x86 on (asm-generic/param.h). */
const ticksPerSecond = 100;

/**
 * pids=, lines of `ls -l /proc/PID/cwd`, btime, lines of fdinfo, and behind `bytes=` stat and cmdline of each process. A process that ended
 * between two looks is left out.
 */
export function parseProcesses(text: string, nonce: string): readonly QemuProcess[] {
  const [head = '', encoded = ''] = text.split(/^bytes=$/m);
  const pids = (/^pids=(.*)$/m.exec(head)?.[1] ?? '').split(' ').filter(Boolean).map(Number);
  if (pids.length === 0) {
    return [];
  }
  const { records } = splitRecords(decodeBytes(encoded), nonce);
  if (records.length !== pids.length * 2) {
    throw new Unreadable(`${pids.length} QEMU processes came with ${records.length} records in place of ${pids.length * 2}`);
  }
  const bootEpochSeconds = Number(/^\/proc\/stat:btime (\d+)$/m.exec(head)?.[1]);
  return pids.flatMap((pid, at): QemuProcess[] => {
    const argv = toWords(records[at * 2 + 1]);
    const tapDescriptors = parseTaps(head, pid);
    return argv.length === 0
      ? []
      : [
          {
            pid,
            startedEpochMs: toStart(records[at * 2]?.toString('utf8') ?? '', bootEpochSeconds),
            argv,
            taps: [...new Set(tapDescriptors.map(({ tap }) => tap))],
            tapDescriptors,
            workingDirectory: new RegExp(` /proc/${pid}/cwd -> (.*)$`, 'm').exec(head)?.[1] ?? null,
          },
        ];
  });
}

function toWords(record: Buffer | undefined): readonly string[] {
  const words = (record?.toString('utf8') ?? '').split('\0');
  // Each word is ended, not separated, by a NUL.
  return words.at(-1) === '' ? words.slice(0, -1) : words;
}

function toStart(stat: string, bootEpochSeconds: number): number | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = bootEpochSeconds + Number(fields[startTimeField]) / ticksPerSecond;
  return Number.isFinite(seconds) ? Math.round(seconds) * 1000 : null;
}

function parseTaps(head: string, pid: number): readonly TapDescriptor[] {
  return [...head.matchAll(new RegExp(`^/proc/${pid}/fdinfo/(\\d+):iff:\\s*(\\S+)$`, 'gm'))]
    .map(([, fd, tap = '']) => ({ fd: Number(fd), tap }))
    .sort((left, right) => left.fd - right.fd);
}
