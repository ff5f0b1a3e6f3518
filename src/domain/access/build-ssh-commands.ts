import { describeTarget, type Host, type SshTarget } from '../hosts/host.ts';
import { quoteArgv } from '../shell/quote-argv.ts';
import type { CloudService } from './cloud-service.ts';

/** `ssh` to a host, with its key and its jump hosts [ssh(1)]. */
export function buildSshArgv(host: Pick<Host, keyof SshTarget | 'jumps'>, options: readonly string[]): readonly string[] {
  return [...buildWay(host), ...options, `${host.user}@${host.address}`];
}

/** A service by hand: an SSH server through the host, anything else through a forward that keeps running. */
export function buildServiceCommand(host: Host, service: CloudService, user: string): string {
  return service.port === 22
    ? buildLogin(host, { user, address: service.address, port: 22 })
    : quoteArgv(buildSshArgv(host, ['-N', '-L', `127.0.0.1:${choosePort(service.port)}:${service.address}:${service.port}`]));
}

/**
 * Options of a command line are for the last host alone [ssh(1), -J], so a key file for the host needs a command of its own for the way
 * there; with an agent the short form does.
 */
export function buildLogin(host: Host, { user, address, port, auth }: Omit<SshTarget, 'auth'> & Partial<SshTarget>): string {
  const ownWords = [...(port === 22 ? [] : ['-p', String(port)]), ...(auth?.kind === 'key' ? ['-i', auth.path] : [])];
  const end = `${user}@${address}`;
  const way = host.jumps.map(describeTarget);
  return host.auth.kind === 'key'
    ? quoteArgv(['ssh', '-o', `ProxyCommand=${quoteArgv(buildSshArgv(host, ['-W', '[%h]:%p']))}`, ...ownWords, end])
    : quoteArgv(['ssh', '-J', [...way, describeTarget(host)].join(','), ...ownWords, end]);
}

function buildWay({ port, auth, jumps }: Pick<Host, keyof SshTarget | 'jumps'>): readonly string[] {
  return [
    'ssh',
    ...(port === 22 ? [] : ['-p', String(port)]),
    ...(auth.kind === 'key' ? ['-i', auth.path] : []),
    ...(jumps.length > 0 ? ['-J', jumps.map(describeTarget).join(',')] : []),
  ];
}

/** Ports below 1024 are root's on most laptops. */
function choosePort(port: number): number {
  return port < 1024 ? 10_000 + port : port;
}
