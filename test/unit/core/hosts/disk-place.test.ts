import { describe, expect, it } from 'vitest';
import type { Connections } from '#core/hosts/create-connections.ts';
import { createHostService } from '#core/hosts/create-host-service.ts';
import type { Readings } from '#core/hosts/create-readings.ts';
import { createMachineService } from '#core/machines/create-machine-service.ts';
import type { OperationRunner } from '#core/ports/host-adapters.ts';
import type { HostStore, SecretStore, SshConfigReader } from '#core/ports/stores.ts';
import { known } from '#domain/fact.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { aDiskFolder, aHost as someFacts } from '#fakes/host-facts.ts';

const files = { kind: 'file', folder: '/srv/disks', format: 'raw' } as const;
const environment = { now: () => 0, randomBytes: (count: number) => new Uint8Array(count), person: 'ada@laptop' };
const context = { signal: new AbortController().signal };

function open(diskPlace?: DiskPlace) {
  const host: Host = {
    ...{ id: 'lab', name: 'lab', address: 'kvm1', port: 22, user: 'root', auth: { kind: 'agent' }, jumps: [], origin: 'own' },
    ...(diskPlace && { diskPlace }),
  };
  let stored: readonly Host[] = [host];
  const disconnected: string[] = [];
  const looked: string[] = [];
  const store: HostStore = { list: async () => stored, save: async (hosts) => void (stored = hosts) };
  const connections = {
    stateOf: () => ({ kind: 'disconnected' }),
    disconnect: (id: string) => void disconnected.push(id),
  } as unknown as Connections;
  const readings = {
    readFresh: async () => ({ facts: someFacts(), machines: [] }),
    inspectFolder: async (_: Host, path: string) => {
      looked.push(path);
      return known(aDiskFolder({ path, state: 'there' }), 'stat');
    },
  } as unknown as Readings;
  const nothing = {} as SecretStore & SshConfigReader & OperationRunner;
  const hosts = createHostService({ store, secrets: nothing, sshConfig: nothing, environment, connections, readings });
  const machines = createMachineService({ hosts, connections, readings, runner: nothing, environment });
  return { host, hosts: hosts.api, machines, disconnected, looked, stored: () => stored };
}

describe('where disks of a host go', () => {
  it('is remembered with the host, survives a change of its address, and is forgotten again', async () => {
    const { host, hosts, disconnected, stored } = open();
    expect(await hosts.setDiskPlace({ hostId: 'lab', place: files }, context)).toEqual({ ...host, diskPlace: files });
    expect(disconnected).toEqual([]);
    const { name, port, user, auth, origin } = host;
    await hosts.update({ hostId: 'lab', draft: { name, port, user, auth, origin, jumps: [], address: 'kvm2' } }, context);
    expect(stored()).toEqual([{ ...host, address: 'kvm2', diskPlace: files }]);
    await hosts.setDiskPlace({ hostId: 'lab', place: null }, context);
    expect(stored()).toEqual([{ ...host, address: 'kvm2' }]);
  });

  it('is proposed for a new machine, also where no reading tells about the folder', async () => {
    const { machines, looked } = open(files);
    const { disk } = await machines.propose({ hostId: 'lab', role: 'ciab', name: null }, context);
    expect(disk).toMatchObject({ ...files, name: 'ciab' });
    expect(looked).toEqual(['/srv/disks']);
  });

  it('costs no second round trip where readings tell about the place', async () => {
    const { machines, looked } = open({ ...files, folder: '/var/lib/nutshell/disks' });
    const { disk } = await machines.propose({ hostId: 'lab', role: 'ciab', name: null }, context);
    expect(disk).toMatchObject({ kind: 'file', folder: '/var/lib/nutshell/disks' });
    expect(looked).toEqual([]);
  });
});
