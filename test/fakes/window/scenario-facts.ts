import { known, unavailable } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { LinkCounters } from '#domain/hosts/network-facts.ts';
import { buildQemuArgv } from '#domain/machines/build-qemu-argv.ts';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import type { MachineRun, QmpEvent } from '#domain/machines/machine-run.ts';
import { machineTag } from '#domain/machines/volume-tags.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { toCloudAddresses, type CloudMachine } from '#domain/clouds/cloud.ts';
import { aClaim, anAddress } from '../addressing.ts';
import { aCloud, aCloudMachine } from '../clouds.ts';
import { aHost, aLink, aThinPool, aVolume } from '../host-facts.ts';
import { scenarioClaims } from './scenario-addresses.ts';
import { aCheckpointVolumes, removedFrontend, scenarioCheckpoints } from './scenario-checkpoints.ts';
import { aDefinition, aDisk, aRun } from '../machines.ts';

const gibibyte = 1024 ** 3;

function counters(rxBytes: number, txBytes: number): LinkCounters {
  const packets = (bytes: number) => Math.round(bytes / 820);
  const common = { rxDropped: 0, rxErrors: 0, txDropped: 0, txErrors: 0 };
  return { rxBytes, txBytes, rxPackets: packets(rxBytes), txPackets: packets(txBytes), ...common };
}

const plainHost = aHost();
const ciab = withArgv(aDefinition({ createdEpochMs: Date.now() - 5_400_000 }));
const nodeController = withArgv(
  aDefinition({
    name: 'nc1',
    role: 'nc',
    disk: aDisk({ name: 'nc1' }),
    mac: '52:54:00:12:34:61',
    uuid: '11111111-2222-4333-8444-555555555555',
    createdEpochMs: Date.now() - 90_000_000,
    addresses: { ip: '10.101.7.3', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
  }),
);

function withArgv(definition: MachineDefinition): MachineDefinition {
  return { ...definition, argv: buildQemuArgv(definition, plainHost, definition.uuid).argv };
}

const legacyArgv =
  'qemu-kvm -m 2048 -cpu qemu64,+vmx -drive file=/dev/vg01/alice-test,if=virtio -net nic,model=virtio,macaddr=52:54:00:12:34:56 -net bridge,br=br0 -cdrom /srv/iso/silvereye-nightly-3.3-m5.iso -boot d -vnc :1'.split(
    ' ',
  );

/** A host as the seed's author might have it today: two machines of our own, one that somebody started by hand. */
export function aBusyHost(more: Partial<HostFacts> = {}): HostFacts {
  const volume = (name: string, sizeGiB: number, attributes: string, tags: readonly string[] = []) =>
    aVolume(name, { sizeBytes: sizeGiB * gibibyte, attributes, tags });
  return aHost({
    readAtEpochMs: Date.now(),
    roundTripMs: 184,
    bytesRead: 41_233,
    uptimeSeconds: 1_234_567,
    cpu: known(
      { vendor: 'intel', model: 'Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz', threads: 16, virtualisation: 'vmx' },
      'cat /proc/cpuinfo',
    ),
    network: {
      ...plainHost.network,
      links: known(
        [
          aLink('em1', 'physical', {
            master: 'br0',
            mac: '3c:ec:ef:12:9a:01',
            counters: counters(48_318_382_080, 12_884_901_888),
            portState: 'forwarding',
          }),
          aLink('br0', 'bridge', {
            mac: '3c:ec:ef:12:9a:01',
            counters: counters(21_474_836_480, 9_663_676_416),
            addresses: [
              { family: 'inet', address: '10.101.1.10', prefixLength: 16, scope: 'global' },
              { family: 'inet6', address: 'fe80::3eec:efff:fe12:9a01', prefixLength: 64, scope: 'link' },
            ],
          }),
          aLink('tap0', 'tap', {
            master: 'br0',
            mac: 'fe:54:00:12:34:60',
            counters: counters(734_003_200, 1_288_490_188),
            portState: 'forwarding',
          }),
          aLink('tap1', 'tap', {
            master: 'br0',
            mac: 'fe:54:00:12:34:56',
            counters: counters(12_582_912, 33_554_432),
            portState: 'forwarding',
          }),
        ],
        'ip -json -details -statistics link show',
      ),
      forwarding: known(
        [
          { mac: '52:54:00:12:34:60', port: 'tap0', bridge: 'br0', isLocal: false },
          { mac: '52:54:00:12:34:56', port: 'tap1', bridge: 'br0', isLocal: false },
        ],
        'bridge -json fdb show',
      ),
    },
    storage: {
      ...plainHost.storage,
      volumes: known(
        [
          volume('ciab', 100, '-wi-ao----', [machineTag(ciab.uuid)]),
          volume('nc1', 100, '-wi-a-----', [machineTag(nodeController.uuid)]),
          volume('alice-test', 50, '-wi-ao----'),
          ...aCheckpointVolumes,
          aThinPool('pool0'),
          aVolume('build', { sizeBytes: 180 * gibibyte, pool: 'pool0', attributes: 'Vwi-aotz--' }),
        ],
        'lvs --reportformat json --units b',
      ),
    },
    processes: known(
      [
        {
          pid: 21_844,
          startedEpochMs: Date.now() - 5_390_000,
          argv: ciab.argv,
          taps: ['tap0'],
          tapDescriptors: [{ fd: 31, tap: 'tap0' }],
          workingDirectory: '/',
        },
        {
          pid: 9_120,
          startedEpochMs: Date.now() - 400_000_000,
          argv: legacyArgv,
          taps: ['tap1'],
          tapDescriptors: [{ fd: 12, tap: 'tap1' }],
          workingDirectory: '/root',
        },
      ],
      'for each qemu in /proc: cat cmdline, fdinfo',
    ),
    definitions: known([ciab, nodeController], 'cat /var/lib/nutshell/machines/*/machine.json'),
    removals: known([{ removal: removedFrontend(), isArmed: true }], 'cat /var/lib/nutshell/removed/*/removal.json'),
    checkpoints: known(scenarioCheckpoints([ciab, nodeController]), 'cat /var/lib/nutshell/checkpoints/*/checkpoint.json'),
    clock: known({ hostEpochMs: Date.now(), skewMs: 0, isSynchronised: true }, 'date +%s'),
    claims: known(scenarioClaims, 'cat /var/lib/nutshell/addresses/*/claim.json'),
    clouds: known([], 'cat /var/lib/nutshell/clouds/*/cloud.yaml'),
    ...more,
  });
}

/** What a host looks like before anybody prepared it. */
export function anUnpreparedHost(): HostFacts {
  const host = aHost();
  return aHost({
    readAtEpochMs: Date.now(),
    kvm: known({ device: 'usable', modules: ['kvm', 'kvm_intel'], nested: 'off' }, 'cat /sys/module/kvm_intel/parameters/nested'),
    bridgeHelper: known(
      {
        path: '/usr/lib/qemu/qemu-bridge-helper',
        isPrivileged: true,
        configPath: null,
        expectedConfigPath: '/etc/qemu/bridge.conf',
        rules: [],
        unknownLines: [],
      },
      'cat /etc/qemu/bridge.conf',
    ),
    network: {
      ...host.network,
      links: known([aLink('em1', 'physical', { mac: '3c:ec:ef:12:9a:01' })], 'ip -json -details link show'),
      netfilter: known(
        { ipForward: false, bridgeCallsIptables: true, forwardPolicy: 'drop', forwardRules: [], source: 'iptables' },
        'iptables -S FORWARD',
      ),
    },
    storage: {
      groups: unavailable('vgs --reportformat json', 'vgs is not installed on the host', 'sh: 1: vgs: not found'),
      volumes: unavailable('lvs --reportformat json', 'lvs is not installed on the host', 'sh: 1: lvs: not found'),
      folders: host.storage.folders,
    },
  });
}

/** The busy host after somebody took the tap off the bridge. */
export function aHostWithBrokenPath(): HostFacts {
  const host = aBusyHost();
  const { links } = host.network;
  return links.kind === 'unavailable'
    ? host
    : {
        ...host,
        network: {
          ...host.network,
          links: known(
            links.value.map((link) => (link.name === 'tap0' ? { ...link, master: null, portState: null } : link)),
            links.command,
          ),
        },
      };
}

/** The busy host where things happened: one machine paused for want of room, one that died, one that the host's restart ended. */
export function aHostWithTroubles(): HostFacts {
  const host = aBusyHost();
  const died = withArgv(
    aDefinition({ ...nodeController, name: 'nc2', uuid: '21111111-2222-4333-8444-555555555555', mac: '52:54:00:12:34:62' }),
  );
  const event = (name: string, data: QmpEvent['data'] = {}): QmpEvent => ({ name, atEpochMs: Date.now() - 240_000, data });
  const run = (machineName: string, more: Partial<MachineRun>): MachineRun => aRun({ machineName, ...more });
  return {
    ...host,
    definitions: known([ciab, nodeController, died], 'cat /var/lib/nutshell/machines/*/machine.json'),
    runs: known(
      [
        run('ciab', { events: [event('BLOCK_IO_ERROR', { action: 'stop', nospace: true }), event('STOP')] }),
        run('nc1', { hasRunFolder: false }),
        run('nc2', { lastWords: 'qemu-system-x86_64: ../softmmu/physmem.c:2083: qemu_ram_alloc_internal: Assertion failed.' }),
      ],
      'grep event events.log',
    ),
  };
}

/** A cloud in a box that was installed in the machine ciab. */
export function aHostWithCloud(): HostFacts {
  const cloud = aCloud({ recipe: 'eucalyptus-faststart-3', machines: [aCloudMachine({ name: 'ciab' })] });
  return aBusyHost({ clouds: known([{ kind: 'read', name: cloud.name, cloud }], 'cat /var/lib/nutshell/clouds/*/cloud.yaml') });
}

/** The busy host with a cloud of a frontend and two node controllers of its own, powered off. */
export function aHostWithNodes(): HostFacts {
  const isoPath = '/srv/iso/practice-installer.iso';
  const machine = (name: string, role: string, at: number): CloudMachine =>
    aCloudMachine({
      ...{ name, role, isoPath, memoryMiB: 512, vcpus: 1, diskGiB: 4 },
      mac: `52:54:00:0a:0b:0${at.toString()}`,
      address: anAddress('10.101.7.64') + at,
    });
  const cloud = aCloud({
    recipe: 'practice-cloud',
    shape: 'frontend-and-nodes',
    machines: [machine('blue-nc-1', 'nc', 1), machine('blue-nc-2', 'nc', 2), machine('blue-frontend', 'frontend', 0)],
    public: [toKnownRange('10.101.7.80-10.101.7.95')],
    private: { range: toKnownRange('172.30.8.0/23'), addressesPerGroup: 32 },
    bridgeAddress: null,
  });
  const definitions = cloud.machines.map(({ name, memoryMiB, vcpus, mac, address }, at) =>
    withArgv(
      aDefinition({
        ...{ name, isoPath, memoryMiB, vcpus, mac, role: name === 'blue-frontend' ? 'frontend' : 'nc' },
        uuid: `31111111-2222-4333-8444-55555555555${at.toString()}`,
        disk: aDisk({ name, sizeGiB: 4 }),
        addresses: { ip: formatIpv4(address), prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' },
      }),
    ),
  );
  const claim = aClaim({ owner: 'ada@laptop', addresses: toCloudAddresses(cloud) });
  const host = aBusyHost();
  const { volumes } = host.storage;
  const own = definitions.map(({ name, uuid }) =>
    aVolume(name, { sizeBytes: 4 * gibibyte, tags: ['nutshell', machineTag(uuid)] }),
  );
  return {
    ...host,
    clouds: known([{ kind: 'read', name: cloud.name, cloud }], 'cat /var/lib/nutshell/clouds/*/cloud.yaml'),
    claims: known([...scenarioClaims, claim], 'cat /var/lib/nutshell/addresses/*/claim.json'),
    definitions: known([ciab, nodeController, ...definitions], 'cat /var/lib/nutshell/machines/*/machine.json'),
    storage: {
      ...host.storage,
      volumes: volumes.kind === 'known' ? known([...volumes.value, ...own], volumes.command) : volumes,
    },
  };
}
