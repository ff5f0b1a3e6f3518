import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { readPorts } from '#domain/ec2/read-ports.ts';
import { describePorts, type Opening } from '#domain/ec2/security-group.ts';
import { usageFault } from '../command-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { actOrTell, useEc2, type Ec2Options } from './use-ec2.ts';

export interface PortOptions extends Ec2Options {
  readonly group: string;
  readonly from: string;
}

export function openPort(invocation: Invocation, cloud: string, text: string, options: PortOptions): Promise<ExitCode> {
  const { group, from: source } = options;
  const opening = { ...parsePorts(text), source };
  return actOrTell(invocation, { options, request: ec2Requests.authorize(group, opening) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const answer = await ec2.openPort({ ...place, group, ...opening }, call);
    const words = `${describePorts(opening)} from ${source} in ${group}`;
    await invocation.output.answer({ ...answer, group, ...opening }, () =>
      answer.wasOpen ? `${words} was open already` : `${words} is open`,
    );
  });
}

export function closePort(invocation: Invocation, cloud: string, text: string, options: PortOptions): Promise<ExitCode> {
  const { group, from: source } = options;
  const opening = { ...parsePorts(text), source };
  return actOrTell(invocation, { options, request: ec2Requests.revoke(group, opening) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    await ec2.closePort({ ...place, group, ...opening }, call);
    await invocation.output.answer({ group, ...opening }, () => `${describePorts(opening)} from ${source} in ${group} is closed`);
  });
}

function parsePorts(text: string): Omit<Opening, 'source'> {
  const ports = readPorts(text);
  if (ports === null) {
    throw usageFault(`"${text}" is no port.`, 'Write 22, 8000-8100, 53/udp, or icmp.');
  }
  return ports;
}

export function allocateAddress(invocation: Invocation, cloud: string, options: Ec2Options): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.allocateAddress() }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const { address } = await ec2.allocateAddress(place, call);
    await invocation.output.answer({ address }, () => `${address} is an address of this account now`);
  });
}

/** `new` takes one of the cloud's free addresses first. */
export function associateAddress(
  invocation: Invocation,
  cloud: string,
  wanted: string,
  { instance: instanceId, ...options }: Ec2Options & { readonly instance: string },
): Promise<ExitCode> {
  const request = wanted === 'new' ? ec2Requests.allocateAddress() : ec2Requests.associateAddress(wanted, instanceId);
  return actOrTell(invocation, { options, request }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const address = wanted === 'new' ? (await ec2.allocateAddress(place, call)).address : wanted;
    await ec2.associateAddress({ ...place, address, instanceId }, call);
    await invocation.output.answer({ address, instanceId }, () => `${address} belongs to ${instanceId}`);
  });
}

export function disassociateAddress(
  invocation: Invocation,
  cloud: string,
  address: string,
  options: Ec2Options,
): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.disassociateAddress(address) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    await ec2.disassociateAddress({ ...place, address }, call);
    await invocation.output.answer({ address }, () => `${address} belongs to no instance now, and still to this account`);
  });
}

export function releaseAddress(invocation: Invocation, cloud: string, address: string, options: Ec2Options): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.releaseAddress(address) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    await ec2.releaseAddress({ ...place, address }, call);
    await invocation.output.answer({ address }, () => `${address} is the cloud’s again`);
  });
}
