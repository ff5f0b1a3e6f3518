import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const rules = 'resources/practice/installer/installer/rules.sh';

/** Runs one check of rules.sh in a shell; an empty answer means accepted. */
function check(shell: readonly string[], call: readonly string[]): string {
  const [program = 'sh', ...rest] = shell;
  const argv = [...rest, '-c', '. "$0"; "$@"', `./${rules}`, ...call];
  const { status, stdout, stderr } = spawnSync(program, argv, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status === 0).toBe(stdout === '');
  return stdout;
}

const subnet = ['10.101.7.2', '255.255.0.0'] as const;

describe.each([[['sh']], [['busybox', 'sh']]])('the address rules under %j', (shell) => {
  it.each([
    [['check_address', '10.101.7.2']],
    [['check_netmask', '255.255.254.0']],
    [['check_dns', '10.101.0.3, 10.101.0.4']],
    [['check_public_ips', '10.101.7.64-10.101.7.95', ...subnet]],
    [['check_public_ips', '10.101.7.64 10.101.7.70', ...subnet]],
    [['check_private_network', '172.31.254.0', '255.255.254.0']],
    [['check_group_size', '32', '255.255.254.0']],
  ])('accept %j', (call) => {
    expect(check(shell, call)).toBe('');
  });

  it.each([
    [['check_address', '10.101.7.256'], 'is not an IPv4 address'],
    [['check_address', '010.1.1.1'], 'is not an IPv4 address'],
    [['check_address', '10.101.7.2\n$(id)'], 'is not an IPv4 address'],
    [['check_netmask', '255.0.255.0'], 'is not a netmask'],
    [['check_netmask', '0.0.0.0'], 'is not a netmask'],
    [['check_dns', ' , '], 'at least one DNS server'],
    [['check_public_ips', '', ...subnet], 'must not be empty'],
    [['check_public_ips', '10.101.7.95-10.101.7.64', ...subnet], 'ends before it starts'],
    [['check_public_ips', '10.101.7.64-10.101.7.95 10.101.7.99', ...subnet], 'is not a range'],
    [['check_public_ips', '10.101.7.64 10.102.0.1', ...subnet], 'outside the subnet'],
    [['check_private_network', '172.31.254.0', '255.254.0.0'], 'Invalid netmask for private network'],
    [['check_group_size', '33', '255.255.254.0'], 'power of two'],
    [['check_group_size', '512', '255.255.254.0'], 'no room'],
  ])('refuse %j with a sentence', (call, sentence) => {
    expect(check(shell, call)).toContain(sentence);
  });
});
