import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { describePorts } from '#domain/ec2/security-group.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { usageFault } from '../command-fault.ts';
import { parseCount } from '../machines/parse-size.ts';
import { actOrTell, useEc2, type Ec2Options } from './use-ec2.ts';

export interface RunOptions extends Ec2Options {
  readonly keyPair?: string;
  readonly type?: string;
  readonly group?: string;
  readonly zone?: string;
}

export function runInstance(invocation: Invocation, cloud: string, imageId: string, options: RunOptions): Promise<ExitCode> {
  const { keyPair: keyName = null, type = null, group = null, zone = null } = options;
  const wish = { imageId, keyName, type, group, zone };
  return actOrTell(invocation, { options, request: ec2Requests.runInstance(wish) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const instances = await ec2.run({ ...place, ...wish }, call);
    await invocation.output.answer({ instances }, () =>
      instances.map(({ id, state, publicAddress }) => `${id} ${state} ${publicAddress ?? '-'}`).join('\n'),
    );
  });
}

export function terminateInstance(
  invocation: Invocation,
  cloud: string,
  instanceId: string,
  options: Ec2Options,
): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.terminateInstance(instanceId) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const changes = await ec2.terminate({ ...place, instanceId }, call);
    await invocation.output.answer({ changes }, () => changes.map((each) => `${each.instanceId} ${each.state}`).join('\n'));
  });
}

export async function showConsole(
  invocation: Invocation,
  cloud: string,
  instanceId: string,
  options: Ec2Options,
): Promise<ExitCode> {
  const { ec2, place, call } = await useEc2(invocation, cloud, options);
  const said = await ec2.console({ ...place, instanceId }, call);
  await invocation.output.answer(said, () => (said.text === '' ? `${instanceId} has said nothing yet.` : said.text));
  return exitCodes.done;
}

export interface VolumeOptions extends Ec2Options {
  readonly sizeGib: string;
  readonly zone: string;
}

export function createVolume(invocation: Invocation, cloud: string, options: VolumeOptions): Promise<ExitCode> {
  const { zone } = options;
  const sizeGiB = parseCount(options.sizeGib, '--size-gib');
  return actOrTell(invocation, { options, request: ec2Requests.createVolume(sizeGiB, zone) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const volume = await ec2.createVolume({ ...place, sizeGiB, zone }, call);
    await invocation.output.answer(volume, () => `${volume.id} ${volume.status} ${volume.sizeGiB} GiB`);
  });
}

export interface AttachOptions extends Ec2Options {
  readonly device: string;
  readonly instance: string;
}

export function attachVolume(invocation: Invocation, cloud: string, volumeId: string, options: AttachOptions): Promise<ExitCode> {
  const { device, instance: instanceId } = options;
  return actOrTell(invocation, { options, request: ec2Requests.attachVolume(volumeId, instanceId, device) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const attached = await ec2.attachVolume({ ...place, volumeId, instanceId, device }, call);
    await invocation.output.answer(attached, () => `${volumeId} ${attached.status ?? 'attached'} to ${instanceId} as ${device}`);
  });
}

export interface OpenPortOptions extends Ec2Options {
  readonly group: string;
  readonly from: string;
}

export function openPort(invocation: Invocation, cloud: string, text: string, options: OpenPortOptions): Promise<ExitCode> {
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

/** 22, 8000-8100, 53/udp, or icmp for all of it. */
export function parsePorts(text: string) {
  if (text === 'icmp' || text === 'ping') {
    return { protocol: 'icmp', fromPort: -1, toPort: -1 } as const;
  }
  const [, from, to = from, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const [fromPort, toPort] = [Number(from), Number(to)];
  if (from === undefined || fromPort < 1 || toPort > 65_535 || fromPort > toPort) {
    throw usageFault(`"${text}" is no port.`, 'Write 22, 8000-8100, 53/udp, or icmp.');
  }
  return { protocol: protocol === 'udp' ? 'udp' : 'tcp', fromPort, toPort } as const;
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
