import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOr } from '#domain/fact.ts';
import { parseOptionValues } from '#domain/machines/parse-option-values.ts';
import { parseQemuArgv } from '#domain/machines/parse-qemu-argv.ts';
import { readRecordedHost } from '../../../fixtures/read-fixture.ts';

const recorded = valueOr(readRecordedHost('debian-12/collect.txt').processes, []);
const parseRecorded = (word: string) => {
  const process = recorded.find(({ argv }) => argv.some((candidate) => candidate.includes(word)));
  return parseQemuArgv(process?.argv ?? [], process?.workingDirectory);
};
const parse = (line: string) => parseQemuArgv(line.split(' '));

describe('the seed’s command line, as a process ran with it', () => {
  it('tells memory, disk, CD, card and screen, with relative paths resolved', () => {
    expect(parseRecorded('br=br0')).toEqual({
      name: null,
      uuid: null,
      memoryMiB: 128,
      vcpus: 1,
      nics: [{ mac: '52:54:00:12:34:60', model: 'virtio', backend: 'bridge', bridge: 'br0', tap: null, tapFds: [] }],
      diskPaths: ['/srv/lab/disk.img'],
      isoPath: '/srv/lab/tiny.iso',
      console: { kind: 'tcp', address: '127.0.0.1', port: 5901 },
      qmpSocketPath: null,
      pidFilePath: null,
      manager: 'hand',
    });
  });

  it('gives a card without a MAC the one QEMU gives it', () => {
    expect(parseRecorded('tap7')).toMatchObject({
      memoryMiB: 128,
      diskPaths: ['/srv/lab/disk2.img'],
      nics: [{ mac: '52:54:00:12:34:56', backend: 'tap', tap: 'tap7' }],
      console: { kind: 'tcp', port: 5902 },
    });
  });
});

describe('what libvirt generated', () => {
  it('is read through its JSON, descriptors and block graph', () => {
    expect(parseRecorded('guest=lab')).toEqual({
      name: 'lab',
      uuid: '466412cf-36da-4297-ba3e-6f7e7b0b0b5d',
      memoryMiB: 128,
      vcpus: 2,
      nics: [
        { mac: '52:54:00:91:60:61', model: 'virtio-net-pci', backend: 'tap', bridge: null, tap: null, tapFds: [30] },
        { mac: '52:54:00:91:60:62', model: 'e1000', backend: 'tap', bridge: null, tap: null, tapFds: [32] },
      ],
      diskPaths: ['/srv/lab/lv.img'],
      isoPath: '/srv/lab/tiny2.iso',
      console: { kind: 'tcp', address: '127.0.0.1', port: 5900 },
      qmpSocketPath: null,
      pidFilePath: null,
      manager: 'libvirt',
    });
  });
});

describe('the shape of Proxmox', () => {
  it('keeps a name with a comma, quotes and a newline, and finds monitor, pid file and screen', () => {
    expect(parseRecorded('tap100i0')).toMatchObject({
      name: 'odd, name\'s "here"\nsecond line',
      memoryMiB: 128,
      vcpus: 2,
      nics: [{ mac: 'a2:c0:43:77:08:a0', tap: 'tap100i0', backend: 'tap' }],
      console: { kind: 'unix', path: '/run/lab/100.vnc' },
      qmpSocketPath: '/run/lab/100.qmp',
      pidFilePath: '/run/lab/100.pid',
    });
  });

  it('finds the volume below its throttle and raw layers (proxmox/qemu-server, src/test/cfg2cmd/simple-lvm.conf.cmd)', () => {
    const blockdev =
      '{"driver":"throttle","file":{"driver":"raw","file":{"driver":"host_device","filename":"/dev/veegee/vm-8006-disk-0"}},"node-name":"drive-scsi0"}';
    const argv = [
      '/usr/bin/kvm',
      '-id',
      '8006',
      '-name',
      'simple',
      '-blockdev',
      blockdev,
      '-device',
      'scsi-hd,bus=scsihw0.0,drive=drive-scsi0,id=scsi0',
    ];
    expect(parseQemuArgv(argv)).toMatchObject({ name: 'simple', diskPaths: ['/dev/veegee/vm-8006-disk-0'], isoPath: null });
  });
});

describe('who manages it', () => {
  it.each([
    ['-chardev socket,id=charmonitor,path=/var/lib/libvirt/qemu/lab.monitor,server,nowait', 'libvirt'],
    ['-id 100 -name web -chardev socket,id=qmp,path=/var/run/qemu-server/100.qmp,server=on,wait=off', 'proxmox'],
    ['-id 100 -name web -pidfile /var/run/qemu-server/100.pid', 'proxmox'],
    ['-id 100 -chardev socket,id=qmp,path=/run/lab/100.qmp', 'hand'],
    ['-name guest=web,debug-threads=on -m 128', 'hand'],
  ])('tells by %j: %s', (words, manager) => {
    expect(parse(`qemu-kvm ${words}`).manager).toBe(manager);
  });
});

describe('sizes', () => {
  it.each([
    ['', 128],
    ['-m 2048', 2048],
    ['-m 2G', 2048],
    ['-m 1.5g', 1536],
    ['-m size=2097152k,slots=2,maxmem=8G', 2048],
    ['-m 512M -m 1G', 1024],
    ['-m lots', null],
  ])('reads %j as %j MiB', (words, memoryMiB) => {
    expect(parse(`qemu-kvm ${words}`.trim()).memoryMiB).toBe(memoryMiB);
  });

  it.each([
    ['', 1],
    ['-smp 4', 4],
    ['-smp cpus=2,maxcpus=8', 2],
    ['-smp 2,sockets=1,cores=2,maxcpus=2', 2],
    ['-smp sockets=2,cores=2,threads=2', 8],
  ])('reads %j as %j virtual CPUs', (words, vcpus) => {
    expect(parse(`qemu-kvm ${words}`.trim()).vcpus).toBe(vcpus);
  });
});

describe('cards', () => {
  it.each([
    [
      '-nic bridge,br=br1,model=virtio-net-pci,mac=52:54:00:AA:00:01',
      [{ mac: '52:54:00:aa:00:01', backend: 'bridge', bridge: 'br1' }],
    ],
    ['-nic bridge', [{ backend: 'bridge', bridge: 'br0' }]],
    ['-nic none', []],
    ['-net none', []],
    [
      '-netdev bridge,id=n0,br=br0 -device virtio-net-pci,netdev=n0',
      [{ mac: '52:54:00:12:34:56', backend: 'bridge', bridge: 'br0' }],
    ],
    ['-netdev tap,id=n0,helper=/usr/lib/qemu/qemu-bridge-helper -device e1000,netdev=n0', [{ backend: 'tap', bridge: 'br0' }]],
    ['-netdev tap,id=n0,fds=31:32 -device virtio-net-pci,netdev=n0,mq=on', [{ tapFds: [31, 32] }]],
    ['-netdev user,id=n0 -device virtio-net-pci,netdev=n0', [{ backend: 'user', bridge: null }]],
    ['-nodefaults', []],
    ['-daemonize', [{ mac: '52:54:00:12:34:56', backend: 'user' }]],
  ])('reads %j', (words, nics) => {
    expect(parse(`qemu-kvm ${words}`).nics).toMatchObject(nics);
  });

  it('numbers cards without a MAC as QEMU does, around those that have one', () => {
    const nics = parse('qemu-kvm -net nic -net nic,macaddr=52:54:00:12:34:57 -net nic -net bridge').nics;
    expect(nics.map(({ mac }) => mac)).toEqual(['52:54:00:12:34:56', '52:54:00:12:34:57', '52:54:00:12:34:58']);
  });

  it('pairs cards and backends by vlan, as in 2013', () => {
    const { nics } = parse('qemu-kvm -net nic,vlan=1 -net bridge,br=br1,vlan=1 -net nic,vlan=0 -net tap,ifname=tap9,vlan=0');
    expect(nics).toMatchObject([{ bridge: 'br1' }, { tap: 'tap9' }]);
  });
});

describe('screens', () => {
  it.each([
    ['-vnc :1', { kind: 'tcp', address: '127.0.0.1', port: 5901 }],
    ['-vnc 127.0.0.1:0', { kind: 'tcp', address: '127.0.0.1', port: 5900 }],
    ['-vnc 0.0.0.0:12,password=on', { kind: 'tcp', address: '127.0.0.1', port: 5912 }],
    ['-vnc [::1]:3', { kind: 'tcp', address: '::1', port: 5903 }],
    ['-vnc 10.0.0.5:3', { kind: 'tcp', address: '10.0.0.5', port: 5903 }],
    ['-display vnc=:4', { kind: 'tcp', port: 5904 }],
    ['-vnc unix:/run/a,,b', { kind: 'unix', path: '/run/a,b' }],
    ['-vnc none', { kind: 'none', reason: 'It was started without a screen' }],
    ['-vnc viewer:5500,reverse=on', { kind: 'none' }],
    ['-nographic', { kind: 'none', reason: 'It was started without a screen' }],
    ['-spice port=5900,addr=127.0.0.1', { kind: 'none', reason: expect.stringContaining('SPICE') as string }],
  ])('reads %j', (words, console) => {
    expect(parse(`qemu-kvm ${words}`).console).toMatchObject(console);
  });
});

describe('words of any kind', () => {
  it('never make the parser fail', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '-m',
        '-net',
        '-netdev',
        '-device',
        '-drive',
        '-blockdev',
        '-vnc',
        '-name',
        '-smp',
        '-chardev',
        '-mon',
        '{}',
        '{"a":{"b":[1]}}',
        'nic',
      ),
    );
    fc.assert(fc.property(fc.array(word, { maxLength: 20 }), (words) => void parseQemuArgv(['qemu', ...words], '/')));
  });

  it('come back from an option with its commas doubled', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !value.startsWith('{'));
    fc.assert(
      fc.property(text, text, (file, id) => {
        const escape = (value: string) => value.replaceAll(',', ',,');
        const values = parseOptionValues(`file=${escape(file)},id=${escape(id)}`, 'file');
        expect([values.get('file'), values.get('id')]).toEqual([file, id]);
      }),
    );
  });

  it('a loop of block nodes ends', () => {
    const loop = [
      '-blockdev',
      '{"node-name":"a","driver":"raw","file":"b"}',
      '-blockdev',
      '{"node-name":"b","driver":"raw","file":"a"}',
    ];
    expect(parseQemuArgv(['kvm', ...loop, '-device', 'virtio-blk,drive=a']).diskPaths).toEqual([]);
  });
});
