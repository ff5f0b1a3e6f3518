import { describePorts } from '#domain/ec2/security-group.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { useEc2, type Ec2Options, type Ec2Session } from './use-ec2.ts';

export type Ec2Noun = keyof typeof lists;

interface Listed {
  readonly document: unknown;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Said where there is nothing to list. */
  readonly empty: string;
}

const lists = {
  images: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const images = await ec2.images(place, call);
    return {
      document: { images },
      head: ['IMAGE', 'NAME', 'KIND', 'STATE', 'ARCHITECTURE', 'LOCATION'],
      rows: images.map(({ id, name, kind, state, architecture, location }) => [id, name, kind, state, architecture, location]),
      empty: 'This cloud has no image yet.',
    };
  },
  instances: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const instances = await ec2.instances(place, call);
    return {
      document: { instances },
      head: ['INSTANCE', 'STATE', 'PUBLIC', 'PRIVATE', 'KEY', 'TYPE', 'ZONE', 'IMAGE'],
      rows: instances.map((each) => [
        ...[each.id, each.state, each.publicAddress, each.privateAddress],
        ...[each.keyName, each.type, each.zone, each.imageId],
      ]),
      empty: 'This cloud runs no instance. Start one with: nutshell ec2 run CLOUD IMAGE',
    };
  },
  volumes: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const volumes = await ec2.volumes(place, call);
    return {
      document: { volumes },
      head: ['VOLUME', 'SIZE', 'STATUS', 'ZONE', 'INSTANCE', 'DEVICE'],
      rows: volumes.map(({ id, sizeGiB, status, zone, attachments: [attached] }) => [
        ...[id, `${sizeGiB} GiB`, status, zone],
        ...[attached?.instanceId ?? null, attached?.device ?? null],
      ]),
      empty: 'This cloud has no volume.',
    };
  },
  keys: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const keys = await ec2.keys(place, call);
    return {
      document: { keys },
      head: ['KEY', 'FINGERPRINT'],
      rows: keys.map(({ name, fingerprint }) => [name, fingerprint]),
      empty: 'This cloud has no key pair. Make one with: nutshell ec2 create-key CLOUD NAME',
    };
  },
  groups: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const groups = await ec2.groups(place, call);
    return {
      document: { groups },
      head: ['GROUP', 'LETS IN', 'FROM', 'DESCRIPTION'],
      rows: groups.flatMap(({ name, description, permissions }) =>
        permissions.length === 0
          ? [[name, 'nothing', null, description]]
          : permissions.map((each, at) => [
              at === 0 ? name : '',
              describePorts(each),
              [...each.sources, ...each.groups].join(' '),
              at === 0 ? description : '',
            ]),
      ),
      empty: 'This cloud has no security group.',
    };
  },
  addresses: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const addresses = await ec2.addresses(place, call);
    return {
      document: { addresses },
      head: ['ADDRESS', 'INSTANCE'],
      rows: addresses.map(({ address, instanceId }) => [address, instanceId ?? 'free']),
      empty: 'This account holds no address. Take one with: nutshell ec2 allocate CLOUD',
    };
  },
  zones: async ({ ec2, place, call }: Ec2Session): Promise<Listed> => {
    const zones = await ec2.zones(place, call);
    return {
      document: { zones },
      head: ['ZONE', 'STATE'],
      rows: zones.map(({ name, state }) => [name, state]),
      empty: 'This cloud has no availability zone: no cluster is registered.',
    };
  },
};

export const ec2Nouns: readonly Ec2Noun[] = ['images', 'instances', 'volumes', 'keys', 'groups', 'addresses', 'zones'];

export function listEc2(noun: Ec2Noun) {
  return async (invocation: Invocation, cloud: string, options: Ec2Options): Promise<ExitCode> => {
    const { document, head, rows, empty } = await lists[noun](await useEc2(invocation, cloud, options));
    await invocation.output.answer(document, (paint) =>
      rows.length === 0
        ? empty
        : drawTable(
            head,
            rows.map((row) => row.map((cell) => cell ?? '-')),
            paint,
          ),
    );
    return exitCodes.done;
  };
}
