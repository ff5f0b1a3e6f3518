import type { MachineNic } from './machine.ts';
import type { CommandLine } from './parse-command-line.ts';
import { hasOption } from './parse-command-line.ts';
import { parseOptionValues } from './parse-option-values.ts';

/** A network card as the command line describes it, before anybody looked at the host. */
export interface NicOption {
  readonly mac: string;
  readonly model: string | null;
  readonly backend: MachineNic['backend'];
  /** Asked for by name. */
  readonly bridge: string | null;
  readonly tap: string | null;
  /** Descriptors of taps that the process was given, as libvirt does. */
  readonly tapFds: readonly number[];
}

type Backend = Omit<NicOption, 'mac' | 'model'>;
type Values = ReadonlyMap<string, string>;

interface Card {
  readonly mac: string | undefined;
  readonly model: string | null;
  readonly backend: Backend | undefined;
}

const nowhere: Backend = { backend: 'other', bridge: null, tap: null, tapFds: [] };
const slirp: Backend = { ...nowhere, backend: 'user' };

/** DEFAULT_BRIDGE_INTERFACE of QEMU (net/tap.c, net/net.c). */
const defaultBridge = 'br0';

/** qemu_macaddr_default_if_unset (net/net.c): this one for the first card without a MAC, the next number for the next. */
const defaultMacPrefix = '52:54:00:12:34:';
const defaultMacFirst = 0x56;

const nicDriver = /^(virtio-net|e1000|igb|rtl8139|vmxnet3|ne2k|pcnet|i8255|usb-net|spapr-vlan|tulip|xen-net)/;

/** Every network card of a QEMU command line: -nic, -net nic with its backend, -device with its -netdev. */
export function parseNics(line: CommandLine): readonly NicOption[] {
  const cards = [...fromNet(line), ...fromNic(line), ...fromDevices(line)];
  const isSilent = !hasOption(line, 'net', 'nic', 'netdev', 'nodefaults') && cards.length === 0;
  return giveMacs(isSilent ? [{ mac: undefined, model: null, backend: slirp }] : cards);
}

function giveMacs(cards: readonly Card[]): readonly NicOption[] {
  const used = new Set(cards.map((card) => card.mac?.toLowerCase()));
  let next = defaultMacFirst;
  const nextDefault = () => {
    let mac = '';
    do {
      mac = `${defaultMacPrefix}${(next++ & 0xff).toString(16).padStart(2, '0')}`;
    } while (used.has(mac) && next <= 0xff);
    return mac;
  };
  return cards.map(({ mac, model, backend }) => ({ mac: mac?.toLowerCase() ?? nextDefault(), model, ...(backend ?? nowhere) }));
}

/**
 * `-net nic` and `-net bridge|tap|user` meet in a hub (`vlan=N`, 0 where nothing is said), or by `netdev=`. Where several of both are
 * on one hub they are paired in their order: that is what whoever wrote it meant. A lone `-net nic` is connected to nothing.
 */
function fromNet(line: CommandLine): readonly Card[] {
  const nets = line.options.filter(({ name }) => name === 'net').map(({ value }) => parseOptionValues(value, 'type'));
  const netdevs = toNetdevs(line);
  const taken = new Map<string, number>();
  return nets
    .filter((net) => net.get('type') === 'nic')
    .map((nic) => {
      const hub = nic.get('vlan') ?? '0';
      const place = taken.get(hub) ?? 0;
      taken.set(hub, place + 1);
      const backends = nets.filter((net) => !['nic', 'none'].includes(net.get('type') ?? '') && (net.get('vlan') ?? '0') === hub);
      const net = backends[place] ?? backends[0];
      const netdev = nic.get('netdev');
      return {
        mac: nic.get('macaddr'),
        model: nic.get('model') ?? null,
        backend: netdev === undefined ? net && toBackend(net) : netdevs.get(netdev),
      };
    });
}

function fromNic(line: CommandLine): readonly Card[] {
  return line.options
    .filter(({ name }) => name === 'nic')
    .map(({ value }) => parseOptionValues(value, 'type'))
    .filter((nic) => nic.get('type') !== 'none')
    .map((nic) => ({ mac: nic.get('mac') ?? nic.get('macaddr'), model: nic.get('model') ?? null, backend: toBackend(nic) }));
}

function fromDevices(line: CommandLine): readonly Card[] {
  const netdevs = toNetdevs(line);
  return line.options
    .filter(({ name }) => name === 'device')
    .map(({ value }) => parseOptionValues(value, 'driver'))
    .filter((device) => device.has('netdev') || nicDriver.test(device.get('driver') ?? ''))
    .map((device) => ({
      mac: device.get('mac'),
      model: device.get('driver') ?? null,
      backend: netdevs.get(device.get('netdev') ?? ''),
    }));
}

function toNetdevs(line: CommandLine): ReadonlyMap<string, Backend> {
  return new Map(
    line.options
      .filter(({ name }) => name === 'netdev')
      .map(({ value }) => parseOptionValues(value, 'type'))
      .map((netdev) => [netdev.get('id') ?? '', toBackend(netdev)]),
  );
}

function toBackend(values: Values): Backend {
  switch (values.get('type')) {
    case 'user':
      return slirp;
    case 'bridge':
      return { backend: 'bridge', bridge: values.get('br') ?? defaultBridge, tap: null, tapFds: [] };
    case 'tap':
      return toTap(values);
    default:
      return nowhere;
  }
}

/** `tap,helper=…` asks the helper for a bridge just as `bridge` does. */
function toTap(values: Values): Backend {
  const helper = values.get('helper');
  const bridge = values.get('br') ?? (helper === undefined ? null : (/--br=(\S+)/.exec(helper)?.[1] ?? defaultBridge));
  const fds = [...(values.get('fd') ?? '').split(':'), ...(values.get('fds') ?? '').split(':')].filter((fd) => /^\d+$/.test(fd));
  return { backend: 'tap', bridge, tap: values.get('ifname') ?? null, tapFds: fds.map(Number) };
}
