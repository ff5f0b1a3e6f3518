import type { CommandLine } from './parse-command-line.ts';
import { valuesOf } from './parse-command-line.ts';
import { parseOptionValues } from './parse-option-values.ts';

/** Path of the first QMP socket: `-qmp unix:PATH,server`, or `-mon chardev=X,mode=control` with its `-chardev`. */
export function parseQmpSocketPath(line: CommandLine): string | null {
  const direct = valuesOf(line, 'qmp', 'qmp-pretty')
    .map((value) => /^unix:((?:[^,]|,,)+)/.exec(value)?.[1]?.replaceAll(',,', ','))
    .find((path) => path !== undefined);
  if (direct !== undefined) {
    return direct;
  }
  const controls = valuesOf(line, 'mon')
    .map((value) => parseOptionValues(value, 'chardev'))
    .filter((monitor) => monitor.get('mode') === 'control')
    .map((monitor) => monitor.get('chardev'));
  return (
    valuesOf(line, 'chardev')
      .map((value) => parseOptionValues(value, 'backend'))
      .find((device) => device.get('backend') === 'socket' && device.has('path') && controls.includes(device.get('id')))
      ?.get('path') ?? null
  );
}
