import type { Host } from '#domain/hosts/host.ts';
import { CommandFault } from '../command-fault.ts';
import { suggestionFor } from '#domain/suggest-name.ts';

/** The host that was named, by name, id or address; without a name the only one there is. */
export function chooseHost(hosts: readonly Host[], wanted: string | undefined): Host {
  if (hosts.length === 0) {
    throw new CommandFault(
      'not-found',
      'Nutshell knows no host yet.',
      'Add one with `nutshell hosts add NAME ADDRESS`, or boot a practice host with `nutshell practice up`.',
    );
  }
  return wanted === undefined ? chooseOnly(hosts) : chooseNamed(hosts, wanted);
}

function chooseOnly(hosts: readonly Host[]): Host {
  const [only, ...others] = hosts;
  if (!only || others.length > 0) {
    throw new CommandFault('invalid-input', 'There are several hosts; say which one.', `They are: ${namesOf(hosts).join(', ')}.`);
  }
  return only;
}

function chooseNamed(hosts: readonly Host[], wanted: string): Host {
  for (const isMeant of waysOfNaming(wanted)) {
    const found = hosts.filter(isMeant);
    if (found.length > 1) {
      const ids = found.map((host) => host.id).join(', ');
      throw new CommandFault('conflict', `Several hosts are called ${wanted}.`, `Use the id of the one you mean: ${ids}.`);
    }
    if (found[0]) {
      return found[0];
    }
  }
  throw new CommandFault('not-found', `There is no host called ${wanted}.`, suggestionFor(wanted, namesOf(hosts), 'hosts'));
}

function waysOfNaming(wanted: string): readonly ((host: Host) => boolean)[] {
  return [
    (host) => host.id === wanted,
    (host) => host.name === wanted,
    (host) => host.name.toLowerCase() === wanted.toLowerCase(),
    (host) => host.address === wanted,
  ];
}

function namesOf(hosts: readonly Host[]): readonly string[] {
  return hosts.map((host) => host.name);
}
