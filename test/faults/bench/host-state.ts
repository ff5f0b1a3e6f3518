import type { TestHost } from '#support/practice-host.ts';

/** What there is on the host, as the host itself tells it: lvs, ps, ip, ls, flock. */
export interface HostState {
  readonly volumes: readonly string[];
  /** Names of the machines whose QEMU runs, one each. */
  readonly processes: readonly string[];
  readonly folders: readonly string[];
  readonly taps: readonly string[];
  /** By name: those that were made to their end, and those that were not. */
  readonly checkpoints: readonly string[];
  readonly unfinishedCheckpoints: readonly string[];
  /** Records of machines that stand still for a checkpoint. */
  readonly pauses: readonly string[];
  readonly isLocked: boolean;
}

// No program of the stand-ins is used: the host itself is asked.
const script = `
lvs --noheadings -o lv_name vg01 | sed 's/ //g; s/^/volume /'
for file in /proc/[0-9]*/cmdline; do
  tr '\\0' '\\n' <"$file" 2>/dev/null | sed -n '1{/qemu-system/!q};/^-name$/{n;s/,.*//;s/^guest=//;s/^/process /p;q}'
done
for folder in /var/lib/nutshell/machines/* /run/nutshell/machines/*; do
  [ -e "$folder" ] && echo "folder $folder"
done
for folder in /var/lib/nutshell/checkpoints/*; do
  [ ! -e "$folder" ] || if [ -e "$folder/finished" ]; then echo "checkpoint \${folder##*/}"; else echo "unfinished \${folder##*/}"; fi
done
for file in /run/nutshell/paused-*; do
  [ ! -e "$file" ] || echo "pause $file"
done
ip -o link | sed -n 's/^[0-9]*: \\(tap[0-9]*\\)[:@].*/tap \\1/p'
[ -e /var/lib/nutshell/lock ] && ! flock -n /var/lib/nutshell/lock true && echo 'lock held'
exit 0
`;

export async function readState(host: TestHost): Promise<HostState> {
  const words = (await host.type(script)).split('\n').map((line) => line.split(' '));
  const of = (kind: string) => words.filter(([first]) => first === kind).map(([, ...rest]) => rest.join(' '));
  return {
    volumes: of('volume'),
    processes: of('process'),
    folders: of('folder'),
    taps: of('tap'),
    checkpoints: of('checkpoint'),
    unfinishedCheckpoints: of('unfinished'),
    pauses: of('pause'),
    isLocked: of('lock').length > 0,
  };
}

export interface Traces {
  readonly volume: boolean;
  readonly process: boolean;
  readonly definition: boolean;
}

/** What there is of one machine. All: it is complete. None: it is not there. Anything between needs an explanation. */
export function findTraces(state: HostState, name: string): Traces {
  return {
    volume: state.volumes.includes(name),
    process: state.processes.includes(name),
    definition: state.folders.includes(`/var/lib/nutshell/machines/${name}`),
  };
}

/** The host lost power: what the machine is stands there, and nobody has started it again. */
export const stopped: Traces = { volume: true, process: false, definition: true };
export const complete: Traces = { volume: true, process: true, definition: true };
export const absent: Traces = { volume: false, process: false, definition: false };
