import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import path from 'node:path';
import type { LaptopRoutes } from '#core/ports/addressing-adapters.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';
import { known, unavailable } from '#domain/fact.ts';
import { parseNetstatRoutes } from './parse-netstat-routes.ts';
import { parseProcRoutes } from './parse-proc-routes.ts';
import { parseRoutePrint } from './parse-route-print.ts';

interface Source {
  /** As a person would ask for it. */
  readonly command: string;
  readonly read: () => Promise<string>;
  readonly parse: (text: string) => readonly LaptopRoute[] | null;
}

const timeoutMs = 5_000;

/** This laptop's own routes, VPN included, as its system tells them. */
export function createLaptopRoutes(platform: string, environment: NodeJS.ProcessEnv): LaptopRoutes {
  const { command, read, parse } = chooseSource(platform, environment);
  return async () => {
    let text: string;
    try {
      text = await read();
    } catch (error) {
      return unavailable(
        command,
        `The routes of this laptop could not be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const routes = parse(text);
    return routes === null
      ? unavailable(command, 'The routes of this laptop are told in an unknown form', text)
      : known(routes, command);
  };
}

function chooseSource(platform: string, environment: NodeJS.ProcessEnv): Source {
  switch (platform) {
    case 'linux':
      return {
        command: 'cat /proc/net/route',
        read: () => readFile('/proc/net/route', 'utf8'),
        parse: (text) => parseProcRoutes(text, endianness()),
      };
    case 'win32': {
      const program = path.win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'ROUTE.EXE');
      return { command: 'route print -4', read: () => run(program, ['print', '-4']), parse: parseRoutePrint };
    }
    default:
      // Not by PATH: an application that was started from the dock has a short one.
      return {
        command: 'netstat -rn -f inet',
        read: () => run('/usr/sbin/netstat', ['-rn', '-f', 'inet']),
        parse: parseNetstatRoutes,
      };
  }
}

/** Every system speaks its own code page, but digits and dots are the same in all of them. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { encoding: 'latin1', timeout: timeoutMs, windowsHide: true }, (error, stdout) => {
      if (error) {
        reject(new Error(error.message, { cause: error }));
      } else {
        resolve(stdout);
      }
    });
  });
}
