import { toProblem } from '#contract/api-error.ts';
import type { HostReading } from '#contract/hosts.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import type { Host } from '#domain/hosts/host.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import type { TerminalPlace } from '#domain/terminals/terminal.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { useEc2 } from '../ec2/use-ec2.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { connectHost } from '../hosts/connect-host.ts';
import { listHosts, readHost, useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalOptions } from './terminal-options.ts';

export interface FoundPlace {
  readonly host: Host;
  readonly place: TerminalPlace;
}

/** What a name means: with --on something on that host, else a host of that name, else a cloud or a machine on any of them. */
export async function findTerminalPlace(
  invocation: Invocation,
  target: string,
  instance: string | undefined,
  options: TerminalOptions,
): Promise<FoundPlace> {
  if (instance !== undefined) {
    return findInstance(invocation, target, instance, options);
  }
  const hosts = await listHosts(invocation);
  const named = options.on === undefined ? hosts.find((host) => isCalled(host, target)) : undefined;
  if (named !== undefined) {
    refuseOptionsOfMachines(options, target);
    await connectHost(invocation, named);
    return { host: named, place: { kind: 'host' } };
  }
  const asked = options.on === undefined && hosts.length > 1 ? hosts : [chooseHost(hosts, options.on)];
  return pick(await lookOn(invocation, asked, target, options), target, asked);
}

function isCalled({ id, name, address }: Host, wanted: string): boolean {
  return id === wanted || address === wanted || name.toLowerCase() === wanted.toLowerCase();
}

function refuseOptionsOfMachines({ machine, address, user, key, agent }: TerminalOptions, target: string): void {
  if ([machine, address, user, key, agent].some((option) => option !== undefined)) {
    throw usageFault(
      `${target} is a host: how it is logged in to is kept with it (nutshell hosts list).`,
      'Without --machine, --address, --user, --key and --agent. For something on it of the same name, add --on.',
    );
  }
}

interface Findings {
  readonly found: readonly FoundPlace[];
  readonly names: readonly string[];
  readonly unread: readonly string[];
}

async function lookOn(
  invocation: Invocation,
  hosts: readonly Host[],
  target: string,
  options: TerminalOptions,
): Promise<Findings> {
  const found: FoundPlace[] = [];
  const names: string[] = [];
  const unread: string[] = [];
  for (const host of hosts) {
    try {
      const reading = await readHost(invocation, host);
      const place = findOn(reading, target, options);
      found.push(...(place === null ? [] : [{ host, place }]));
      names.push(...listClouds(reading).map(({ name }) => name), ...reading.machines.map(({ name }) => name));
    } catch (error) {
      const { code, message } = error instanceof CommandFault ? error.problem : toProblem(error);
      if (hosts.length === 1 || code === 'cancelled' || code === 'internal') {
        throw error;
      }
      unread.push(`${host.name} could not be asked: ${message}`);
    }
  }
  return { found, names, unread };
}

/** A cloud goes before a machine of its name; --machine names one of its machines. */
function findOn(reading: HostReading, target: string, { machine, address }: TerminalOptions): TerminalPlace | null {
  if (listClouds(reading).some(({ name }) => name === target)) {
    return machine === undefined ? { kind: 'cloud', cloud: target } : { kind: 'machine', machine };
  }
  return reading.machines.some(({ name }) => name === target)
    ? { kind: 'machine', machine: target, ...(address !== undefined && { address }) }
    : null;
}

function pick({ found, names, unread }: Findings, target: string, hosts: readonly Host[]): FoundPlace {
  const [first, ...others] = found;
  if (first === undefined) {
    const known = [...new Set([...hosts.map(({ name }) => name), ...names])];
    const message = [`There is no host, cloud or machine called ${target}.`, ...unread].join(' ');
    throw new CommandFault('not-found', message, suggestionFor(target, known, 'hosts, clouds and machines'));
  }
  if (others.length > 0) {
    const where = found.map(({ host }) => host.name).join(', ');
    throw new CommandFault('conflict', `There is a ${target} on several hosts: ${where}.`, 'Say which one with --on.');
  }
  return first;
}

/** By its address, or by its id as the cloud's own API has it. */
async function findInstance(
  invocation: Invocation,
  cloud: string,
  instance: string,
  options: TerminalOptions,
): Promise<FoundPlace> {
  if (options.machine !== undefined || options.address !== undefined) {
    throw usageFault('An instance is no machine of the host.', 'Without --machine and --address.');
  }
  const host = await useHost(invocation, options.on);
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(instance)) {
    return { host, place: { kind: 'instance', cloud, instance, address: instance } };
  }
  const { ec2, place, call } = await useEc2(invocation, cloud, options.on === undefined ? {} : { on: options.on });
  const instances = await ec2.instances(place, call);
  const found = instances.find(({ id }) => id === instance);
  if (found === undefined) {
    const ids = instances.map(({ id }) => id);
    throw new CommandFault(
      'not-found',
      `There is no instance ${instance} in ${cloud}.`,
      suggestionFor(instance, ids, 'instances'),
    );
  }
  const address = found.publicAddress;
  if (address === null) {
    throw new CommandFault(
      'conflict',
      `${instance} has no public address; it is ${found.state}.`,
      'Wait until it runs, or associate an address with it.',
    );
  }
  return { host, place: { kind: 'instance', cloud, instance, address } };
}
