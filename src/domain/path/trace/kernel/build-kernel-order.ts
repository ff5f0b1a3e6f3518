import type { TraceProbe } from '../trace-probe.ts';
import { toKernelName } from './to-kernel-name.ts';

/** What a kernel is asked to tell about, in the languages of those who tell it. */
export interface KernelOrder {
  /** Of everything that is set up for it, so that it is found and taken away again. */
  readonly name: string;
  /** Blocks for nft, each begun by a line "# FAMILY". */
  readonly nftText: string;
  /** Words of iptables, one rule a line. */
  readonly iptablesMatches: string;
  /** A filter of tracefs; empty where it could not tell the probes from other packets. */
  readonly lengths: string;
}

/**
 * Marks the probes and their answers alone. Before any other rule sees them: nft(8) lets chains of priority -350 run before those of
 * the table raw (-300), and netdev(ingress) before all.
 */
export function buildKernelOrder(probe: TraceProbe, devices: readonly string[]): KernelOrder {
  const name = toKernelName(probe);
  const rules = buildNftMatches(probe).map((match) => `${match} meta nftrace set 1`);
  const table = (family: string, chains: readonly string[]): string =>
    [`# ${family}`, `table ${family} ${name} {`, ...chains, '}'].join('\n');
  const chain = (chainName: string, hook: string, priority: number): string =>
    [
      `  chain ${chainName} {`,
      `    type filter hook ${hook} priority ${priority};`,
      ...rules.map((rule) => `    ${rule}`),
      '  }',
    ].join('\n');
  const hooks = [chain('before', 'prerouting', -350), chain('own', 'output', -350)];
  const ingress = devices.filter(isPlainName).map((device, at) => chain(`device${at}`, `ingress device "${device}"`, -500));
  return {
    name,
    nftText: [table('ip', hooks), table('bridge', hooks), ...(ingress.length > 0 ? [table('netdev', ingress)] : [])].join('\n'),
    iptablesMatches: buildIptablesMatches(probe).join('\n'),
    lengths: buildLengths(probe),
  };
}

/** Others could end the quotes of nft's language; no kernel gives such names by itself. */
function isPlainName(device: string): boolean {
  return /^[\w.@:-]{1,15}$/.test(device);
}

/** Behind the head of ICMP are a timestamp of 16 bytes, 8 or 24, and then the mark; see `buildTraceFilter`. */
const markOffsets = [16, 24, 32] as const;

function buildNftMatches({ protocol, token, sizeBytes, port, sourcePort }: TraceProbe): readonly string[] {
  switch (protocol) {
    case 'icmp': {
      const echo = 'icmp type { echo-request, echo-reply }';
      return [...markOffsets.map((at) => `${echo} @th,${at * 8},32 0x${token}`), `${echo} ip length ${sizeBytes + 28}`];
    }
    case 'udp':
      return [
        `ip protocol udp @th,64,32 0x${toHexText(token.slice(0, 4))} @th,96,32 0x${toHexText(token.slice(4))}`,
        `udp sport ${port ?? 0} udp dport ${sourcePort}`,
      ];
    default:
      return [`tcp sport ${sourcePort}`, `tcp dport ${sourcePort}`];
  }
}

/** In the language of iptables-extensions(8), which iptables 1.4.7 of CentOS 6 has as well. */
function buildIptablesMatches({ protocol, token, sizeBytes, port, sourcePort }: TraceProbe): readonly string[] {
  const behindHead = '0>>22&0x3C@';
  switch (protocol) {
    case 'icmp':
      return [
        ...markOffsets.map((at) => `-p icmp -m u32 --u32 ${behindHead}${at}=0x${token}`),
        `-p icmp -m length --length ${sizeBytes + 28}`,
      ];
    case 'udp': {
      const [one, other] = [toHexText(token.slice(0, 4)), toHexText(token.slice(4))];
      return [
        `-p udp -m u32 --u32 ${behindHead}8=0x${one}&&${behindHead}12=0x${other}`,
        `-p udp --sport ${port ?? 0} --dport ${sourcePort}`,
      ];
    }
    default:
      return [`-p tcp --sport ${sourcePort}`, `-p tcp --dport ${sourcePort}`];
  }
}

/** Coming in without the head of Ethernet, going out with it. */
function buildLengths({ protocol, sizeBytes }: TraceProbe): string {
  const length = sizeBytes + 28;
  return protocol === 'icmp' ? `len == ${length} || len == ${length + 14}` : '';
}

function toHexText(text: string): string {
  return Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
