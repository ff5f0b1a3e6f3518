import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/**
 * CPU in ms that these processes and all they started have used, from /proc/PID/stat (proc(5)): own time, and that of children
 * already gone, which the kernel adds to their parent. In steps of one tick, 10 ms.
 */
export function readCpuMs(roots: readonly number[]): number {
  const processes = listProcesses();
  const counted = new Set<number>(roots);
  for (let before = -1; before !== counted.size;) {
    before = counted.size;
    processes.filter(({ parent }) => counted.has(parent)).forEach(({ pid }) => counted.add(pid));
  }
  const ticks = processes.filter(({ pid }) => counted.has(pid)).reduce((sum, one) => sum + one.ticks, 0);
  return (ticks * 1000) / ticksPerSecond;
}

function listProcesses(): readonly ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const times = readTimes(Number(name));
      return times ? [times] : [];
    });
}

/** null for a process that ended meanwhile. */
function readTimes(pid: number): ProcessTimes | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; numbered fields begin behind it with the third, the state.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(fields[number - 3]);
    return { pid, parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) };
  } catch {
    return null;
  }
}
