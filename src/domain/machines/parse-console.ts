import type { MachineConsole } from './machine.ts';
import type { CommandLine } from './parse-command-line.ts';
import { hasOption, valuesOf } from './parse-command-line.ts';
import { parseOptionValues } from './parse-option-values.ts';

/** Display N is TCP port 5900 + N (qemu(1), -vnc). */
const vncBasePort = 5900;

/** Where a QEMU shows its screen. A display that listens everywhere is reached on the loopback. */
export function parseConsole(line: CommandLine, toAbsolute: (path: string) => string): MachineConsole {
  const displays = [...valuesOf(line, 'vnc'), ...valuesOf(line, 'display').flatMap(vncOfDisplay)];
  const consoles = displays.flatMap((value) => {
    const values = parseOptionValues(value, 'vnc');
    const target = values.get('vnc') ?? '';
    return target === '' || target === 'none' || values.get('reverse') === 'on' ? [] : [toConsole(target, toAbsolute)];
  });
  const found = consoles.find((one) => one !== null);
  return found ?? { kind: 'none', reason: explainNone(line) };
}

function vncOfDisplay(value: string): readonly string[] {
  return value.startsWith('vnc=') ? [value] : [];
}

function toConsole(target: string, toAbsolute: (path: string) => string): MachineConsole | null {
  if (target.startsWith('unix:')) {
    return { kind: 'unix', path: toAbsolute(target.slice('unix:'.length)) };
  }
  const [, host = '', display] = /^(.*):(\d+)$/.exec(target) ?? [];
  if (display === undefined) {
    return null;
  }
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const isHere = address === '' || address === '0.0.0.0' || address === '::' || address === 'localhost';
  return { kind: 'tcp', address: isHere ? '127.0.0.1' : address, port: vncBasePort + Number(display) };
}

function explainNone(line: CommandLine): string {
  if (hasOption(line, 'spice') || valuesOf(line, 'display').some((value) => value.startsWith('spice'))) {
    return 'It shows its screen by SPICE, which Nutshell does not speak';
  }
  if (hasOption(line, 'nographic') || valuesOf(line, 'display').includes('none') || valuesOf(line, 'vnc').includes('none')) {
    return 'It was started without a screen';
  }
  return 'It was started without VNC';
}
