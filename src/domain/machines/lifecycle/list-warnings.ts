import { valueOr } from '../../fact.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import type { Machine } from '../machine.ts';
import type { MachineAction } from './machine-action.ts';

/** What an action costs that can be done, a sentence each. */
export function listWarnings(
  { name, definition, state }: Machine,
  action: MachineAction,
  { memory }: HostFacts,
): readonly string[] {
  switch (action.kind) {
    case 'start': {
      const available = valueOr(memory, null)?.availableMiB;
      const wanted = definition?.memoryMiB ?? 0;
      return available !== undefined && wanted > available
        ? [
            `The host has ${available} MiB of RAM free and ${name} may use ${wanted}: the host will swap, or kill something, once it does.`,
          ]
        : [];
    }
    case 'reset':
    case 'power-off':
      return [`What the system of ${name} has not yet written to its disk is lost.`];
    case 'change': {
      const { memoryMiB, vcpus, boot } = action.change;
      return state.kind === 'running' && (memoryMiB ?? vcpus ?? boot) !== undefined
        ? [
            `${name} runs: RAM, processors and boot order change when it is started the next time, not when it is only restarted from inside.`,
          ]
        : [];
    }
    default:
      return [];
  }
}
