import { usageFault } from '../command-fault.ts';

export interface ParsedTarget {
  readonly user: string | null;
  readonly address: string;
  readonly port: number;
}

/** [USER@]ADDRESS[:PORT] as ssh users write it. An IPv6 address with a port stands in brackets: root@[2001:db8::1]:2222. */
export function parseTarget(text: string): ParsedTarget {
  const at = text.lastIndexOf('@');
  const user = at === -1 ? null : text.slice(0, at);
  const { address, port } = parseAddress(text.slice(at + 1), text);
  if (address === '' || user === '' || /[[\]]/.test(address)) {
    throw usageFault(`"${text}" is no address of a host.`, 'Write [USER@]ADDRESS[:PORT], for example root@10.101.1.10.');
  }
  return { user, address, port };
}

function parseAddress(rest: string, whole: string): { address: string; port: number } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(rest);
  if (bracketed) {
    return { address: bracketed[1] ?? '', port: parsePort(bracketed[2], whole) };
  }
  const parts = rest.split(':');
  // Two colons or more without brackets: an IPv6 address, whose last group must not be taken for a port.
  return parts.length > 2 ? { address: rest, port: 22 } : { address: parts[0] ?? '', port: parsePort(parts[1], whole) };
}

function parsePort(text: string | undefined, whole: string): number {
  if (text === undefined) {
    return 22;
  }
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw usageFault(`"${text}" in "${whole}" is no port.`, 'A port is a number from 1 to 65535.');
  }
  return port;
}
