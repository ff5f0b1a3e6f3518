import type { AppApi } from '#contract/api.ts';
import { describeTarget, type Host } from '#domain/hosts/host.ts';
import type { Machine, MachineConsole } from '#domain/machines/machine.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { ByteStream } from '../ports/host-shell.ts';

/** A ticket is good once, for this long: a page that leaks it gives nothing away a minute later. */
const ticketLifeMs = 60_000;
const maxAgeMs = 15_000;

export interface ConsoleServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly environment: Environment;
}

interface Grant {
  readonly host: Host;
  readonly machine: Machine;
  readonly expiresAtEpochMs: number;
}

/** The screens of machines, over the one connection to their host. */
export function createConsoleService({ hosts, connections, readings, environment }: ConsoleServiceOptions) {
  const grants = new Map<string, Grant>();

  async function locate(hostId: string, name: string) {
    const host = await hosts.find(hostId);
    const { machine } = await readings.findMachine(host, name, { maxAgeMs });
    return { host, machine };
  }

  function takeGrant(ticket: string): Grant {
    const grant = grants.get(ticket);
    grants.delete(ticket);
    if (!grant || grant.expiresAtEpochMs < environment.now()) {
      throw new HostError('denied', 'This console ticket was used already or is too old.', { hint: 'Open the console again.' });
    }
    return grant;
  }

  /** QEMU made the socket as root. A login user who may become root is let in for himself alone. */
  async function letIn(host: Host, path: string): Promise<void> {
    if (connections.privilegeOf(host.id) !== 'sudo') {
      return;
    }
    const folder = path.slice(0, path.lastIndexOf('/'));
    await connections.shellOf(host).run({
      purpose: `Let ${host.user} reach the console socket`,
      asRoot: true,
      command: { kind: 'argv', argv: ['chown', '--', host.user, folder, path] },
    });
  }

  const api: Pick<AppApi['consoles'], 'open' | 'explain'> = {
    async open({ hostId, machine: name }) {
      const { host, machine } = await locate(hostId, name);
      requireScreen(machine);
      const ticket = [...environment.randomBytes(18)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const expiresAtEpochMs = environment.now() + ticketLifeMs;
      forgetExpired(grants, environment.now());
      grants.set(ticket, { host, machine, expiresAtEpochMs });
      return { ticket, machineName: machine.name, expiresAtEpochMs };
    },
    async explain({ hostId, machine: name }) {
      const { host, machine } = await locate(hostId, name);
      return explainConsole(host, machine);
    },
  };

  return {
    api,
    /** Redeems a ticket for the bytes of the screen (RFB, RFC 6143). */
    async openStream(ticket: string): Promise<ByteStream> {
      const { host, machine } = takeGrant(ticket);
      const screen = requireScreen(machine);
      if (screen.kind === 'unix' && machine.owner === 'nutshell') {
        await letIn(host, screen.path);
      }
      return connections.shellOf(host).openSocket(screen, `Console of ${machine.name}`);
    },
  };
}

function requireScreen(machine: Machine): Exclude<MachineConsole, { kind: 'none' }> {
  if (machine.state.kind === 'stopped') {
    throw new HostError('not-found', `${machine.name} is not running, so it has no screen.`, { hint: 'Start it first.' });
  }
  if (machine.console.kind === 'none') {
    throw new HostError('unsupported', `${machine.name} has no console that Nutshell can reach: ${machine.console.reason}`);
  }
  return machine.console;
}

function forgetExpired(grants: Map<string, Grant>, nowEpochMs: number): void {
  for (const [ticket, { expiresAtEpochMs }] of grants) {
    if (expiresAtEpochMs < nowEpochMs) {
      grants.delete(ticket);
    }
  }
}

/** The same screen by hand: a forward made by ssh, and any viewer at its end (ssh(1), -L). */
function explainConsole(host: Host, machine: Machine) {
  const screen = requireScreen(machine);
  const far = screen.kind === 'unix' ? screen.path : `${screen.address}:${screen.port}`;
  const jumps = host.jumps.length > 0 ? ['-J', host.jumps.map(describeTarget).join(',')] : [];
  const key = host.auth.kind === 'key' ? ['-i', host.auth.path] : [];
  const forward = quoteArgv([
    'ssh',
    '-N',
    '-p',
    String(host.port),
    ...key,
    ...jumps,
    '-L',
    `127.0.0.1:5999:${far}`,
    `${host.user}@${host.address}`,
  ]);
  return {
    commands: [forward, 'vncviewer 127.0.0.1::5999'],
    note: 'The first command keeps running and carries the screen over SSH; the second is any VNC viewer on this laptop.',
  };
}
