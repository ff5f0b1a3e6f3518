import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '#local/hash-password.ts';
import { findFreePort } from '#practice/free-port.ts';
import { runSsh } from './installed-services.ts';
import { getInstallerIso, type InstallerIso } from './installer-iso.ts';
import { createDisk, startLocalMachine, waitUntil, type LocalMachine } from './local-machine.ts';

const password = 'practice-password';
const network = 'user,model=virtio-net-pci,net=10.101.0.0/16,host=10.101.0.1';

const kickstart = `install
cdrom
lang en_US.UTF-8
keyboard us
network --bootproto=static --device=eth0 --ip=10.101.7.2 --netmask=255.255.0.0 --gateway=10.101.0.1 --nameserver=10.101.0.3
rootpw --iscrypted @HASH@
timezone --utc UTC
clearpart --all
autopart
%packages
@core
%end
`;

const conf = `VNET_MODE="MANAGED-NOVLAN"
VNET_PUBINTERFACE="eth0"
VNET_PUBLICIPS="10.101.7.64-10.101.7.95"
VNET_DNS="10.101.0.3"
`;

/** A guest in a guest: the machine's SVM is emulated, and its own KVM uses it. */
describe('a cloud that is asked for KVM guests', () => {
  let folder: string;
  let built: InstallerIso;
  let machine: LocalMachine | null = null;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    built = await getInstallerIso();
    folder = await mkdtemp(join(tmpdir(), 'installer-kvm-'));
    await createDisk(at('disk'), 1024);
    await writeFile(
      at('ks.cfg'),
      kickstart.replace('@HASH@', () => hashPassword(password, randomBytes)),
    );
    await writeFile(at('eucalyptus.conf'), conf);
    const addToInitrd = resolve('resources/host/add-to-initrd.sh');
    execFileSync('sh', [addToInitrd, built.initrd, at('initrd'), '-', at('ks.cfg'), at('eucalyptus.conf')]);
  });

  afterAll(async () => {
    await machine?.stop();
    await rm(folder, { recursive: true });
  });

  it('starts a real one at its first start, which lets root in at its public address', async () => {
    const disk = ['-cpu', 'qemu64,+svm', '-drive', `file=${at('disk')},if=virtio,format=raw`];
    const words = 'ciab ks=file:/ks.cfg eucaconf=file:/eucalyptus.conf ip=10.101.7.2 netmask=255.255.0.0 instance=kvm';
    const boot = ['-no-reboot', '-kernel', built.kernel, '-initrd', at('initrd'), '-append', words, '-cdrom', built.iso];
    machine = await startLocalMachine([...disk, ...boot, '-nic', network]);
    await machine.waitForSerial('finished, restarting from the disk', 300_000);
    await machine.waitForExit(60_000);
    await machine.stop();

    const [ssh, instance] = [await findFreePort(null), await findFreePort(null)];
    const forwards = `hostfwd=tcp:127.0.0.1:${ssh}-10.101.7.2:22,hostfwd=tcp:127.0.0.1:${instance}-10.101.7.64:22`;
    machine = await startLocalMachine([...disk, '-nic', `${network},${forwards}`]);
    await machine.waitForSerial('practice-system: ready', 300_000);
    await machine.waitForSerial('inside 172.31.254.73', 300_000);
    expect(machine.serial()).toMatch(/instance i-\w+ \(a KVM guest\) 10\.101\.7\.64, inside 172\.31\.254\.73/);

    const privateKey = await runSsh(ssh, password, 'cat /root/credentials/admin/admin.private');
    let facts = '';
    await waitUntil('the guest to let root in', 600_000, async () => {
      facts = await runSsh(
        instance,
        { privateKey },
        'cat /proc/sys/kernel/hostname; grep MemTotal /proc/meminfo; ip -4 -o addr',
      ).catch(() => '');
      return facts !== '';
    });
    expect(facts).toMatch(/^i-[0-9a-f]{8}\n/);
    expect(facts).toMatch(/MemTotal: +\d{5,6} kB/);
    expect(facts).toMatch(/eth0 +inet 172\.31\.254\.73\/27/);
    const path = await runSsh(ssh, password, 'practice-instance list; iptables-save -c; cat /sys/class/net/vnet0/tun_flags');
    expect(path).toMatch(/ running 10\.101\.7\.64 172\.31\.254\.73 admin kvm /);
    expect(path).toMatch(/\[[1-9]\d*:\d+\] -A PREROUTING -d 10\.101\.7\.64\/32 -j DNAT --to-destination 172\.31\.254\.73/);
    expect(path).toContain('0x1002');
  });
});
