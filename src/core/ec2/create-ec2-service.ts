import type { AppApi } from '#contract/api.ts';
import type { CloudCredentials } from '#domain/credentials/cloud-credentials.ts';
import { parseEndpoint } from '#domain/ec2/endpoint.ts';
import { ec2Requests, type Ec2Request } from '#domain/ec2/ec2-requests.ts';
import { describePorts, hasOpening, isOpen, listOpenings, type SecurityGroup } from '#domain/ec2/security-group.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import { HostError } from '../ports/host-error.ts';
import { createEc2Client, type Ec2Client, type Ec2Tools } from './create-ec2-client.ts';

export interface Ec2ServiceOptions extends Ec2Tools {
  readonly hosts: HostService;
  readonly connections: Connections;
  /** What is kept of a cloud; a HostError with what to do where nothing is. */
  readonly credentialsOf: (hostId: string, cloud: string) => Promise<CloudCredentials>;
  readonly decodeBase64: (text: string) => string;
}

export interface CloudPlace {
  readonly hostId: string;
  readonly cloud: string;
}

export type OpenEc2 = (place: CloudPlace) => Promise<Ec2Client>;

export function createEc2Opener({
  hosts,
  connections,
  credentialsOf,
  ...tools
}: Omit<Ec2ServiceOptions, 'decodeBase64'>): OpenEc2 {
  return async ({ hostId, cloud }) => {
    const host = await hosts.find(hostId);
    const credentials = await credentialsOf(hostId, cloud);
    if (credentials.kind !== 'aws') {
      throw new HostError('unsupported', `${cloud} has no EC2 API: its credentials are those of OpenStack.`);
    }
    const endpoint = parseEndpoint(credentials.endpoints.ec2);
    if (endpoint === null) {
      throw new HostError(
        'invalid-input',
        `The credentials of ${cloud} have no usable EC2 address: ${credentials.endpoints.ec2}`,
        {
          hint: 'Fetch them again once the services of the cloud are up.',
        },
      );
    }
    return createEc2Client(tools, {
      ...{ cloud, endpoint, keys: credentials },
      openStream: ({ address, port }) =>
        connections.shellOf(host).openSocket({ kind: 'tcp', address, port }, `Ask the EC2 API of ${cloud}`),
    });
  };
}

/** The images, instances and what belongs to them, of the cloud that is on a host. */
export function createEc2Service(openEc2: OpenEc2, decodeBase64: (text: string) => string): AppApi['ec2'] {
  const asking =
    <Input extends CloudPlace, Answer>(build: (input: Input) => Ec2Request<Answer>) =>
    async (input: Input, { signal }: { readonly signal: AbortSignal }): Promise<Answer> =>
      (await openEc2(input)).ask(build(input), signal);

  /** Where the answer says nothing but that it was done. */
  const quietly =
    <Input extends CloudPlace>(build: (input: Input) => Ec2Request<void>) =>
    async (input: Input, { signal }: { readonly signal: AbortSignal }): Promise<null> => {
      await (await openEc2(input)).ask(build(input), signal);
      return null;
    };

  return {
    images: asking(ec2Requests.describeImages),
    instances: asking(() => ec2Requests.describeInstances()),
    volumes: asking(ec2Requests.describeVolumes),
    keys: asking(ec2Requests.describeKeyPairs),
    groups: asking(ec2Requests.describeGroups),
    addresses: asking(ec2Requests.describeAddresses),
    zones: asking(ec2Requests.describeZones),
    async console(input, { signal }) {
      const { base64, ...answer } = await (await openEc2(input)).ask(ec2Requests.getConsole(input.instanceId), signal);
      return { ...answer, text: decodeBase64(base64) };
    },
    run: asking((wish) => ec2Requests.runInstance(wish)),
    terminate: asking(({ instanceId }) => ec2Requests.terminateInstance(instanceId)),
    createKey: asking(({ name }) => ec2Requests.createKeyPair(name)),
    deleteKey: quietly(({ name }) => ec2Requests.deleteKeyPair(name)),
    createVolume: asking(({ sizeGiB, zone }) => ec2Requests.createVolume(sizeGiB, zone)),
    attachVolume: asking(({ volumeId, instanceId, device }) => ec2Requests.attachVolume(volumeId, instanceId, device)),
    detachVolume: asking(({ volumeId }) => ec2Requests.detachVolume(volumeId)),
    deleteVolume: quietly(({ volumeId }) => ec2Requests.deleteVolume(volumeId)),
    async openPort({ hostId, cloud, group, ...opening }, { signal }) {
      const client = await openEc2({ hostId, cloud });
      const found = await findGroup(client, group, signal);
      const wasOpen = isOpen(found, opening);
      if (!wasOpen) {
        await client.ask(ec2Requests.authorize(found.name, opening), signal);
      }
      return { wasOpen };
    },
    async closePort({ hostId, cloud, group, ...opening }, { signal }) {
      const client = await openEc2({ hostId, cloud });
      const found = await findGroup(client, group, signal);
      if (!hasOpening(found, opening)) {
        const openings = listOpenings(found).map((each) => `${describePorts(each)} from ${each.source}`);
        throw new HostError('not-found', `${found.name} has no opening of ${describePorts(opening)} from ${opening.source}.`, {
          hint:
            openings.length === 0 ? 'Nothing is open in it.' : `It has ${openings.join('; ')}. One is closed as it was opened.`,
        });
      }
      await client.ask(ec2Requests.revoke(found.name, opening), signal);
      return null;
    },
    allocateAddress: asking(ec2Requests.allocateAddress),
    associateAddress: quietly(({ address, instanceId }) => ec2Requests.associateAddress(address, instanceId)),
    disassociateAddress: quietly(({ address }) => ec2Requests.disassociateAddress(address)),
    releaseAddress: quietly(({ address }) => ec2Requests.releaseAddress(address)),
  };
}

async function findGroup(client: Ec2Client, wanted: string, signal: AbortSignal): Promise<SecurityGroup> {
  const groups = await client.ask(ec2Requests.describeGroups(), signal);
  const found = groups.find(({ name, id }) => name === wanted || id === wanted);
  if (found === undefined) {
    const known = groups.map(({ name }) => name);
    throw new HostError('not-found', `There is no security group ${wanted} in this cloud.`, {
      hint: suggestionFor(wanted, known, 'security groups'),
    });
  }
  return found;
}
