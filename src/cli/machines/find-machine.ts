import { toProblem } from '#contract/api-error.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { listRemovals, type RemovalView } from '#domain/removals/list-removals.ts';
import { CommandFault, type CommandProblem } from '../command-fault.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { listHosts, readHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { suggestionFor } from '#domain/suggest-name.ts';

export interface FoundMachine {
  readonly host: Host;
  readonly machine: Machine;
}

export interface HostWithMachines {
  readonly host: Host;
  readonly machines: readonly Machine[];
  /** Destroyed, and not gone yet. */
  readonly removals: readonly RemovalView[];
}

export interface UnreadHost {
  readonly host: Host;
  readonly problem: CommandProblem;
}

/**
 * The one rule for every command about a machine: --host says where it is; without it, the only host, else the only host that
 * has a machine of that name. `mustBeCertain` refuses where a host could not be asked, because it might have one too.
 */
export async function findMachine(
  invocation: Invocation,
  name: string,
  wantedHost: string | undefined,
  mustBeCertain: boolean,
): Promise<FoundMachine> {
  const hosts = await listHosts(invocation);
  if (wantedHost !== undefined || hosts.length < 2) {
    const host = chooseHost(hosts, wantedHost);
    const { machines, facts } = await readHost(invocation, host);
    return pickMachine([{ host, machines, removals: listRemovals(facts) }], name, []);
  }
  const { read, unread } = await readHosts(invocation, hosts);
  const found = pickMachine(read, name, unread);
  if (unread.length > 0 && mustBeCertain) {
    throw new CommandFault(
      'conflict',
      `${found.host.name} has a machine called ${name}, but ${namesOf(unread)} could not be asked and might have one too.`,
      `If you mean the one on ${found.host.name}, add --host ${found.host.name}.`,
    );
  }
  return found;
}

/** Reads all hosts, one after the other so that their questions do not mix. One that fails does not hide the others. */
export async function readHosts(
  invocation: Invocation,
  hosts: readonly Host[],
): Promise<{ readonly read: readonly HostWithMachines[]; readonly unread: readonly UnreadHost[] }> {
  const read: HostWithMachines[] = [];
  const unread: UnreadHost[] = [];
  for (const host of hosts) {
    try {
      const { machines, facts } = await readHost(invocation, host);
      read.push({ host, machines, removals: listRemovals(facts) });
    } catch (error) {
      const problem = error instanceof CommandFault ? error.problem : toProblem(error);
      if (problem.code === 'cancelled' || problem.code === 'internal') {
        throw error;
      }
      unread.push({ host, problem });
    }
  }
  return { read, unread };
}

function pickMachine(read: readonly HostWithMachines[], name: string, unread: readonly UnreadHost[]): FoundMachine {
  const found = read.flatMap(({ host, machines }) =>
    machines.filter((machine) => machine.name === name).map((machine) => ({ host, machine })),
  );
  const [first, ...others] = found;
  if (first && others.length === 0) {
    return first;
  }
  if (first) {
    throw severalFault(name, found);
  }
  const known = [...new Set(read.flatMap(({ machines }) => machines.map((machine) => machine.name)))];
  const where = read.map(({ host }) => host.name).join(', ');
  const blind = unread.length === 0 ? '' : ` ${namesOf(unread)} could not be asked: ${unread[0]?.problem.message ?? ''}`;
  throw new CommandFault(
    'not-found',
    where === ''
      ? `No host could be asked for a machine called ${name}.${blind}`
      : `There is no machine called ${name} on ${where}.${blind}`,
    suggestionFor(name, known, 'machines'),
  );
}

function severalFault(name: string, found: readonly FoundMachine[]): CommandFault {
  const hosts = [...new Set(found.map(({ host }) => host.name))];
  return hosts.length > 1
    ? new CommandFault(
        'conflict',
        `Several hosts have a machine called ${name}: ${hosts.join(', ')}.`,
        'Say which one with --host.',
      )
    : new CommandFault(
        'conflict',
        `${hosts.join()} runs ${found.length} machines called ${name}; Nutshell cannot tell them apart by name.`,
        'Look at them with `nutshell list`; give one of them another name where it is started.',
      );
}

function namesOf(unread: readonly UnreadHost[]): string {
  return unread.map(({ host }) => host.name).join(', ');
}
