import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
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

export function detachVolume(invocation: Invocation, cloud: string, volumeId: string, options: Ec2Options): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.detachVolume(volumeId) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const detached = await ec2.detachVolume({ ...place, volumeId }, call);
    await invocation.output.answer(detached, () => `${volumeId} is taken from ${detached.instanceId}`);
  });
}

export function deleteVolume(invocation: Invocation, cloud: string, volumeId: string, options: Ec2Options): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.deleteVolume(volumeId) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    await ec2.deleteVolume({ ...place, volumeId }, call);
    await invocation.output.answer({ volumeId }, () => `${volumeId} is deleted, with what was on it`);
  });
}

export function deleteKey(invocation: Invocation, cloud: string, name: string, options: Ec2Options): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.deleteKeyPair(name) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    await ec2.deleteKey({ ...place, name }, call);
    await invocation.output.answer({ name }, () => `${name} is no key pair of ${cloud} any more; instances that have it keep it`);
  });
}
