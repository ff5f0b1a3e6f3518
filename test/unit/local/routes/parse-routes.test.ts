import { describe, expect, it } from 'vitest';
import { createLaptopRoutes } from '#local/routes/create-laptop-routes.ts';
import { parseNetstatRoutes } from '#local/routes/parse-netstat-routes.ts';
import { parseProcRoutes } from '#local/routes/parse-proc-routes.ts';
import { parseRoutePrint } from '#local/routes/parse-route-print.ts';
import type { LaptopRoute } from '#domain/addressing/laptop-route.ts';
import { readFixture } from '../../../fixtures/read-fixture.ts';

const show = (routes: readonly LaptopRoute[] | null) =>
  routes?.map(({ destination, gateway, device }) => `${destination} ${gateway ?? '-'} ${device}`);

describe('the routes of a laptop', () => {
  it('are read from the kernel of a Linux', () => {
    expect(show(parseProcRoutes(readFixture('laptop/linux-proc-net-route.txt'), 'LE'))).toEqual([
      '0.0.0.0/0 192.168.1.1 wlan0',
      '10.0.0.0/8 - tun0',
      '10.8.0.0/24 - tun0',
      '172.17.0.0/16 - docker0',
      '172.20.0.0/14 10.8.0.1 tun0',
      '192.168.1.0/24 - wlan0',
    ]);
  });

  it('are read on a processor that begins with the other end', () => {
    const line = ['eth0', '0A650000', '00000000', '0001', '0', '0', '0', 'FFFF0000', '0', '0', '0'].join('\t');
    expect(show(parseProcRoutes(`Iface\tDestination\n${line}\n`, 'BE'))).toEqual(['10.101.0.0/16 - eth0']);
  });

  it('are read from netstat of a macOS, new and old, without its stations', () => {
    expect(show(parseNetstatRoutes(readFixture('laptop/macos-netstat-rn.txt')))).toEqual([
      '0.0.0.0/0 192.168.1.1 en0',
      '10.0.0.0/8 - utun4',
      '10.8.0.0/16 10.8.0.1 utun4',
      '127.0.0.0/8 - lo0',
      '127.0.0.1/32 - lo0',
      '169.254.0.0/16 - en0',
      '172.16.111.0/24 - vmnet1',
      '192.168.1.0/24 - en0',
      '192.168.1.1/32 - en0',
      '192.168.1.20/32 - en0',
      '192.168.220.0/24 - vmnet8',
      '224.0.0.0/4 - en0',
      '255.255.255.255/32 - en0',
    ]);
    expect(show(parseNetstatRoutes(readFixture('laptop/macos-netstat-rn-10.14.txt')))).toEqual([
      '0.0.0.0/0 10.10.10.1 en0',
      '10.10.10.0/24 - en0',
      '10.10.10.1/32 - en0',
      '127.0.0.0/8 - lo0',
      '127.0.0.1/32 - lo0',
      '192.168.220.0/24 - vmnet8',
    ]);
  });

  it.each(['windows-route-print.txt', 'windows-route-print-de.txt'])('are read from %s, whatever its language', (file) => {
    expect(show(parseRoutePrint(readFixture(`laptop/${file}`)))).toEqual([
      '0.0.0.0/0 192.168.1.1 192.168.1.20',
      '10.0.0.0/8 - 10.8.0.6',
      '127.0.0.0/8 - 127.0.0.1',
      '127.0.0.1/32 - 127.0.0.1',
      '172.20.0.0/14 10.8.0.1 10.8.0.6',
      '192.168.1.0/24 - 192.168.1.20',
      '224.0.0.0/4 - 127.0.0.1',
    ]);
  });

  it.each([
    ['the kernel', parseProcRoutes('Iface\tDestination\neth0\tnonsense\n', 'LE')],
    ['no table', parseProcRoutes('', 'LE')],
    ['netstat', parseNetstatRoutes('netstat: illegal option -- f')],
    ['route', parseRoutePrint('The route operation failed.')],
  ])('are unknown, not none, where %s says something else', (_who, routes) => {
    expect(routes).toBeNull();
  });

  it('are those of this very laptop', async () => {
    const routes = await createLaptopRoutes(process.platform, process.env)();
    expect(routes).toMatchObject({ kind: 'known' });
  });

  it('say what could not be read', async () => {
    const routes = await createLaptopRoutes('win32', { SystemRoot: 'Z:\\nowhere' })();
    expect(routes).toMatchObject({ kind: 'unavailable', command: 'route print -4' });
  });
});
