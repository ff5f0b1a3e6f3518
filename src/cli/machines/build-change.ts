import type { MachineChange } from '#domain/machines/lifecycle/machine-action.ts';
import { usageFault } from '../command-fault.ts';
import { parseCount, parseMemoryMiB } from './parse-size.ts';

export interface SetOptions {
  readonly memory?: string;
  readonly vcpus?: string;
  readonly boot?: string;
  readonly autostart?: string;
}

/** What the person said, as a change; nothing said is a mistake in the call. */
export function buildChange({ memory, vcpus, boot, autostart }: SetOptions): MachineChange {
  const change: MachineChange = {
    ...(memory !== undefined && { memoryMiB: parseMemoryMiB(memory) }),
    ...(vcpus !== undefined && { vcpus: parseCount(vcpus, '--vcpus') }),
    ...(boot !== undefined && { boot: parseBoot(boot) }),
    ...(autostart !== undefined && { autostart: parseSwitch(autostart) }),
  };
  if (Object.keys(change).length === 0) {
    throw usageFault('What shall be set?', 'Give one or more of --memory, --vcpus, --boot and --autostart.');
  }
  return change;
}

function parseBoot(text: string): 'disk-first' | 'cd-first' {
  if (text !== 'disk' && text !== 'cd') {
    throw usageFault(`"${text}" after --boot is neither disk nor cd.`, 'Write --boot disk or --boot cd.');
  }
  return text === 'disk' ? 'disk-first' : 'cd-first';
}

function parseSwitch(text: string): boolean {
  if (text !== 'on' && text !== 'off') {
    throw usageFault(`"${text}" after --autostart is neither on nor off.`, 'Write --autostart on or --autostart off.');
  }
  return text === 'on';
}
