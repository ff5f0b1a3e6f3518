import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const parts = ['answers', 'console', 'rules', 'questions', 'cloud-screen', 'checks', 'kickstart', 'eucaconf'];
const installer = './resources/practice/installer/installer';

// What needs the installing machine is told here; the rest is the installer's own code.
const prelude = `
for part in ${parts.join(' ')}; do . ${installer}/$part.sh; done
say() { printf '%s\\n' "$*"; }
leave() { printf 'left: %s\\n' "$*"; exit 1; }
list_interfaces() { echo eth0; }
mkpasswd() { read -r password; printf '$6$salt$%s\\n' "$password"; }
`;

describe.each([[['sh']], [['busybox', 'sh']]])('the configuration files under %j', (shell) => {
  let answers: string;

  beforeEach(() => {
    answers = mkdtempSync(join(tmpdir(), 'installer-answers-'));
  });

  afterEach(() => {
    rmSync(answers, { recursive: true });
  });

  function read(call: string, text: string): { readonly said: string; readonly answers: Readonly<Record<string, string>> } {
    const file = join(answers, '.file');
    writeFileSync(file, text);
    const [program = 'sh', ...rest] = shell;
    const argv = [...rest, '-c', `${prelude}\n${call}`, 'sh', file];
    const { stdout, stderr } = spawnSync(program, argv, { encoding: 'utf8', env: { ...process.env, ANSWERS: answers } });
    expect(stderr).toBe('');
    const names = readdirSync(answers).filter((name) => name !== '.file');
    return {
      said: stdout,
      answers: Object.fromEntries(names.map((name) => [name, readFileSync(join(answers, name), 'utf8').trim()])),
    };
  }

  const readKickstart = (text: string) => read('read_kickstart "$1"', text);
  const readConf = (text: string, role = 'ciab') =>
    read(`put address 10.101.7.2; put netmask 255.255.0.0; put interface eth0; read_eucaconf "$1" ${role}`, text);

  const network =
    'network --bootproto=static --gateway=10.101.0.1 --ip=10.101.7.2 --netmask=255.255.0.0 --nameserver=10.101.0.3,10.101.0.4';

  it('answer the screens from a kickstart, whatever the order of its options', () => {
    const text = `# made by hand\r\n${network}\nrootpw 'it is secret'\ntimezone --utc Europe/Paris\nclearpart --all\n%packages\n@core\n%end\n`;
    expect(readKickstart(text)).toEqual({
      said: '',
      answers: {
        address: '10.101.7.2',
        disk_allowed: 'yes',
        dns: '10.101.0.3 10.101.0.4',
        gateway: '10.101.0.1',
        interface: 'eth0',
        method: 'static',
        netmask: '255.255.0.0',
        password_hash: '$6$salt$it is secret',
        timezone: 'Europe/Paris',
      },
    });
  });

  it('do not run a section of a kickstart, and say so', () => {
    expect(readKickstart('%post\nexit 7\n%end\n').said).toContain('line 1: %post is not run');
  });

  it.each([
    ['lang en_US\nkeybaord us\n', 'kickstart line 2: "keybaord" is no kickstart command'],
    [`${network.replace('10.101.7.2', '10.101.7.300')}\n`, '"10.101.7.300" is not an IPv4 address'],
    [`${network.replace('10.101.0.1', '10.102.0.1')}\n`, 'The gateway 10.102.0.1 is outside the network'],
    ['network --bootproto=static --ip=10.101.7.2\n', 'needs --ip, --netmask, --gateway and --nameserver'],
    ['rootpw --iscrypted plain\n', 'needs a hash'],
    ['timezone Europe/$(id)\n', 'is not a time zone'],
  ])('refuse the kickstart %j with its line', (text, sentence) => {
    expect(readKickstart(text).said).toContain(sentence);
  });

  const conf =
    'VNET_MODE="MANAGED-NOVLAN"\nVNET_PUBINTERFACE=eth0\nVNET_PUBLICIPS="10.101.7.64-10.101.7.95"\nVNET_DNS="10.101.0.3"\n';

  it('complete a eucalyptus.conf with the defaults of the cloud screen', () => {
    const { said, answers: given } = readConf(`${conf}LOGLEVEL="DEBUG"\n`);
    expect(said).toBe('');
    expect(given).toMatchObject({ VNET_PRIVINTERFACE: 'br0', VNET_SUBNET: '172.31.254.0', VNET_ADDRSPERNET: '32' });
    expect(given.other_settings).toBe('LOGLEVEL="DEBUG"');
  });

  it.each([
    [`${conf}VNET_DNS="$(reboot -f)"\n`, 'line 5 is not KEY="value"'],
    [`${conf}VNET_DNS="1.2.3.4"; reboot\n`, 'line 5 is not KEY="value"'],
    [conf.replace('10.101.7.95', '10.102.7.95'), 'VNET_PUBLICIPS: The public IP 10.102.7.95 is outside the subnet'],
    [conf.replace('MANAGED-NOVLAN', 'EDGE'), 'only MANAGED-NOVLAN is supported'],
    [`${conf}PRACTICE_INSTANCE="container"\n`, 'it is auto, kvm, namespace or none'],
    [conf.replace('eth0', 'em1'), 'VNET_PUBINTERFACE: There is no network interface "em1"'],
    [`${conf}VNET_ADDRSPERNET="1024"\n`, 'VNET_ADDRSPERNET: The private subnet (netmask 255.255.254.0) has no room'],
    ['VNET_DNS="10.101.0.3"\n', 'VNET_PUBINTERFACE is missing'],
  ])('refuse the eucalyptus.conf %j with a sentence', (text, sentence) => {
    expect(readConf(text).said).toContain(sentence);
  });

  const made = (file: string) => readFileSync(`test/fixtures/recipes/practice-cloud/${file}`, 'utf8');

  it.each(['ciab', 'frontend', 'nc'])('take the kickstart that the recipe makes for %s', (role) => {
    const { said, answers: given } = readKickstart(made(`${role}/ks.cfg`));
    expect(said).toBe('');
    expect(given).toMatchObject({
      address: '10.101.7.2',
      netmask: '255.255.0.0',
      gateway: '10.101.0.2',
      dns: '10.101.0.3 10.101.0.4',
      disk_allowed: 'yes',
      hostname: 'blue-1',
      interface: 'eth0',
      keyboard: 'us',
      language: 'en_US.UTF-8',
      method: 'static',
      timezone: 'UTC',
    });
    expect(given.password_hash).toMatch(/^\$6\$saltsalt\$/);
  });

  it.each([
    ['ciab', 'br0'],
    ['frontend', 'eth0'],
  ])('take the eucalyptus.conf that the recipe makes for %s', (role, privateInterface) => {
    const { said, answers: given } = readConf(made(`${role}/eucalyptus.conf`), role);
    expect(said).toBe('');
    expect(given).toMatchObject({
      VNET_PRIVINTERFACE: privateInterface,
      VNET_PUBINTERFACE: 'eth0',
      VNET_PUBLICIPS: '10.101.7.64-10.101.7.95',
      VNET_SUBNET: '172.16.8.0',
      VNET_NETMASK: '255.255.254.0',
      VNET_ADDRSPERNET: '32',
      VNET_DNS: '10.101.0.3 10.101.0.4',
      other_settings: 'CREATE_SC_LOOP_DEVICES="256"',
    });
  });
});
