import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '#practice/free-port.ts';
import { getInstallerIso, type InstallerIso } from './installer-iso.ts';
import { askHttps, runSsh } from './installed-services.ts';
import { createDisk, startLocalMachine, waitUntil, type LocalMachine } from './local-machine.ts';

const kickstart = `install
cdrom
lang en_US.UTF-8
keyboard us
network --bootproto=static --device=eth0 --ip=10.101.7.2 --netmask=255.255.0.0 --gateway=10.101.0.1 --nameserver=10.101.0.3
rootpw --plaintext "practice's password"
timezone --utc America/New_York
clearpart --all
autopart
%packages
@core
%end
`;

const eucalyptusConf = `# from a plan
VNET_MODE="MANAGED-NOVLAN"
VNET_PUBINTERFACE="eth0"
VNET_PUBLICIPS="10.101.7.64-10.101.7.95"
VNET_DNS="10.101.0.3"
`;

describe('an unattended installation', () => {
  const files = new Map<string, string>();
  let folder: string;
  let built: InstallerIso;
  let server: Server;
  let machine: LocalMachine | null = null;

  beforeAll(async () => {
    built = await getInstallerIso();
    folder = await mkdtemp(join(tmpdir(), 'installer-unattended-'));
    server = createServer((request, response) => {
      const text = files.get(request.url ?? '');
      response.writeHead(text === undefined ? 404 : 200).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await machine?.stop();
    server.close();
    await rm(folder, { recursive: true });
  });

  async function startInstaller(cpu: string, networkWords = 'ip=10.101.7.2 netmask=255.255.0.0'): Promise<LocalMachine> {
    await machine?.stop();
    await createDisk(join(folder, 'disk'), 1024);
    const url = `http://10.101.0.1:${(server.address() as AddressInfo).port}`;
    const words = `ciab ${networkWords} ks=${url}/ks.cfg eucaconf=${url}/eucalyptus.conf`;
    const boot = ['-no-reboot', '-kernel', built.kernel, '-initrd', built.initrd, '-append', words];
    machine = await startLocalMachine(['-cpu', cpu, ...boot, '-cdrom', built.iso, ...useDisk(folder), ...useNetwork([])]);
    return machine;
  }

  it('refuses a processor without vmx or svm with a sentence', async () => {
    const installer = await startInstaller('qemu64,-svm');
    await installer.waitForSerial('shows neither vmx nor svm', 60_000);
  });

  it('fetches its kickstart over DHCP and names the line that it cannot read', async () => {
    files.set('/ks.cfg', kickstart.replace('keyboard us', 'keybaord us')).set('/eucalyptus.conf', eucalyptusConf);
    const installer = await startInstaller('qemu64,+svm', '');
    await installer.waitForSerial('kickstart line 4: "keybaord" is no kickstart command', 60_000);
  });

  it(
    'installs, starts from the disk and answers on 22, 8443 and 8888, the API on 8773, its instance on its public address',
    { timeout: 600_000 },
    async () => {
      files.set('/ks.cfg', kickstart).set('/eucalyptus.conf', eucalyptusConf);
      const installer = await startInstaller('qemu64,+svm');
      await installer.waitForSerial('finished, restarting from the disk', 120_000);
      await installer.waitForExit(20_000);
      expect(installer.serial()).toContain('packages: 10 of 10 eucalyptus-nc');
      await installer.stop();

      const [ssh, admin, console, api, instance] = await findFreePorts();
      const forwards = [
        `${ssh}-10.101.7.2:22`,
        `${admin}-10.101.7.2:8443`,
        `${console}-10.101.7.2:8888`,
        `${api}-10.101.7.2:8773`,
        `${instance}-10.101.7.64:22`,
      ];
      machine = await startLocalMachine(['-cpu', 'qemu64,+svm', ...useDisk(folder), ...useNetwork(forwards)]);
      await machine.waitForSerial('practice-system: ready', 240_000);

      expect(await askHttps(admin)).toMatch(/Cloud-in-a-box[\s\S]*10\.101\.7\.2[\s\S]*10\.101\.7\.64-10\.101\.7\.95/);
      expect(await askHttps(console)).toContain('<dd><code>demo</code></dd>');
      const unsigned = await fetch(`http://127.0.0.1:${api}/services/Eucalyptus?Action=DescribeImages`);
      expect({ status: unsigned.status, text: await unsigned.text() }).toMatchObject({
        status: 401,
        text: expect.stringContaining('<Code>AuthFailure<') as string,
      });
      const facts = await runSsh(
        ssh,
        "practice's password",
        'cat /etc/eucalyptus/eucalyptus.conf /root/credentials/admin/eucarc; ip -o addr',
      );
      expect(facts).toContain('VNET_PRIVINTERFACE="br0"');
      expect(facts).toContain('export EC2_URL=http://10.101.7.2:8773/services/Eucalyptus');
      expect(facts).toMatch(/br0\s+inet 172\.31\.252\.1\/32/);
      expect(facts).toMatch(/eth0\s+inet 10\.101\.7\.2\/16/);
      await machine.waitForSerial('inside 172.31.254.73', 240_000);
      expect(machine.serial()).toMatch(/instance i-\w+ \(an inner network namespace.*\) 10\.101\.7\.64, inside 172\.31\.254\.73/);

      const runOnMachine = (command: string) => runSsh(ssh, "practice's password", command);
      expect(await runOnMachine('ip -o addr show eth0')).toMatch(/inet 10\.101\.7\.64\/32/);
      const privateKey = await runOnMachine('cat /root/credentials/admin/admin.private');
      expect(await loginWhenReady(instance, privateKey, 'ip -o -4 addr')).toMatch(/eth0\s+inet 172\.31\.254\.73\/27/);
      // Each of the seven devices that is in the machine has let it through.
      const path = await runOnMachine('iptables-save -c; bridge fdb show br br0');
      expect(path).toMatch(/\[[1-9]\d*:\d+\] -A PREROUTING -d 10\.101\.7\.64\/32 -j DNAT --to-destination 172\.31\.254\.73/);
      expect(path).toMatch(/\[[1-9]\d*:\d+\] -A sg-\w+ -d 172\.31\.254\.64\/27 -p tcp -m tcp --dport 22 -j ACCEPT/);
      expect(path).toMatch(/\[[1-9]\d*:\d+\] -A EUCA_COUNTERS_OUT -s 172\.31\.254\.73\/32/);
      expect(path).toMatch(/d0:0d:\S+ dev vnet0 master br0/);
    },
  );
});

async function findFreePorts(): Promise<readonly [number, number, number, number, number]> {
  return [
    await findFreePort(null),
    await findFreePort(null),
    await findFreePort(null),
    await findFreePort(null),
    await findFreePort(null),
  ];
}

/** The instance takes a lease and makes its host key after the machine says that it is ready. */
async function loginWhenReady(port: number, privateKey: string, command: string): Promise<string> {
  let answer = '';
  await waitUntil('the instance to let root in', 60_000, async () => {
    answer = await runSsh(port, { privateKey }, command).catch(() => '');
    return answer !== '';
  });
  return answer;
}

function useDisk(folder: string): readonly string[] {
  return ['-drive', `file=${join(folder, 'disk')},if=virtio,format=raw`];
}

function useNetwork(forwards: readonly string[]): readonly string[] {
  const network = 'user,model=virtio-net-pci,net=10.101.0.0/16,host=10.101.0.1';
  return ['-nic', [network, ...forwards.map((forward) => `hostfwd=tcp:127.0.0.1:${forward}`)].join(',')];
}
