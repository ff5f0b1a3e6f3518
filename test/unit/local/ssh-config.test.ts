import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import { createSshConfigReader } from '#local/create-ssh-config-reader.ts';

const localUser = userInfo().username;

/** A home directory with this ~/.ssh/config and these files beside it. */
function aHome(config: string, files: Readonly<Record<string, string>> = {}) {
  const homeDirectory = mkdtempSync(path.join(tmpdir(), 'nutshell-ssh-config-'));
  for (const [name, text] of Object.entries({ config, ...files })) {
    const filePath = path.join(homeDirectory, '.ssh', name);
    mkdirSync(path.dirname(filePath), { recursive: true });
    writeFileSync(filePath, text, { mode: 0o600 });
  }
  return { homeDirectory, configPath: path.join(homeDirectory, '.ssh', 'config'), localUser, hasAgent: false };
}

async function suggest(config: string, files: Readonly<Record<string, string>> = {}): Promise<readonly HostSuggestion[]> {
  return createSshConfigReader(aHome(config, files)).suggestions();
}

const byAlias = (suggestions: readonly HostSuggestion[], alias: string): HostSuggestion => {
  const found = suggestions.find((each) => each.alias === alias);
  return found ?? expect.fail(`${alias} is not offered`);
};

describe('hosts of ~/.ssh/config', () => {
  it('offers nothing where there is no file', async () => {
    const home = { ...aHome(''), configPath: '/no/such/config' };
    expect(await createSshConfigReader(home).suggestions()).toEqual([]);
  });

  it('offers names, not patterns', async () => {
    const offered = await suggest(
      'Host kvm two *.lab !bad\n  User ops\nhost=third\n  Port 2222\nHost *\n  User me\nMatch host x\n Port 1\n',
    );
    expect(offered.map(({ alias }) => alias)).toEqual(['kvm', 'two', 'third']);
    expect(byAlias(offered, 'kvm').draft).toMatchObject({
      name: 'kvm',
      address: 'kvm',
      user: 'ops',
      port: 22,
      jumps: [],
      origin: 'own',
    });
    expect(byAlias(offered, 'third').draft).toMatchObject({ user: 'me', port: 2222 });
  });

  it('expands tokens and takes the first key that is there', async () => {
    const config =
      'Host kvm\n  HostName %h.lab\n  User ops\n  IdentityFile ~/.ssh/absent\n  IdentityFile "%d/.ssh/key-%r-%u-%n"\n';
    const offered = await suggest(config, { [`key-ops-${localUser}-kvm`]: 'KEY' });
    const { draft, notes } = byAlias(offered, 'kvm');
    expect(draft.address).toBe('kvm.lab');
    expect(draft.auth).toMatchObject({ kind: 'key', path: expect.stringMatching(/key-ops-.*-kvm$/) as string });
    expect(notes).toEqual([]);
    expect(byAlias(await suggest(config), 'kvm').notes[0]).toContain('does not lie on this laptop');
  });

  it('follows ProxyJump through the hosts it names, and the ProxyCommand that means the same', async () => {
    const offered = await suggest(`
Host far
  ProxyJump ops@gate:2222,inner
Host gate
  HostName gate.example.org
  ProxyJump outer
Host inner outer
  User in
Host old
  ProxyCommand ssh -W %h:%p inner
Host odd
  ProxyCommand nc -X 5 %h %p
Host none
  ProxyJump none
`);
    expect(byAlias(offered, 'far').draft.jumps.map(({ user, address, port }) => `${user}@${address}:${port}`)).toEqual([
      'in@outer:22',
      'ops@gate.example.org:2222',
      'in@inner:22',
    ]);
    expect(byAlias(offered, 'old').draft.jumps).toMatchObject([{ address: 'inner', user: 'in' }]);
    expect(byAlias(offered, 'odd').notes[0]).toContain('ProxyCommand is not run');
    expect(byAlias(offered, 'none').draft.jumps).toEqual([]);
  });

  it('survives a jump host that names itself', async () => {
    expect(byAlias(await suggest('Host loop\n  ProxyJump loop\n'), 'loop').notes.join()).toContain('left out');
  });

  it('runs no command of the file', async () => {
    const trap = path.join(mkdtempSync(path.join(tmpdir(), 'nutshell-trap-')), 'sprung');
    const offered = await suggest(
      `Match exec "touch ${trap}"\n  User trapped\nHost kvm\n  ProxyCommand touch ${trap}\n  CanonicalizeHostname yes\n`,
    );
    expect(existsSync(trap)).toBe(false);
    expect(byAlias(offered, 'kvm').draft.user).toBe(localUser);
    expect(byAlias(offered, 'kvm').notes.join()).toContain('Match exec');
  });

  it('says what it could not take over', async () => {
    const { draft, notes } = byAlias(await suggest('Host kvm\n  HostKeyAlias x\n  CertificateFile c\n  Port many\n'), 'kvm');
    expect(draft.port).toBe(22);
    expect(notes.map((note) => note.split(' ')[0])).toEqual(['The', 'HostKeyAlias', 'CertificateFile']);
  });

  it('gives the answers that ssh -G gives, Includes among them', async () => {
    const config = `
Include conf.d/*.conf
Host kvm
  Include deep
  HostName kvm.example.org
  Port 2201
Host two
  Port 2202
  User u2
Match host two
  HostName two.example.org
Host *
  User everybody
`;
    const files = {
      'conf.d/10.conf': 'Host ten\n  HostName 10.0.0.10\n  User ten\n',
      'conf.d/20.conf': 'Host twenty kvm\n  IdentityFile ~/.ssh/twenty\n',
      'conf.d/30.txt': 'Host thirty\n',
      deep: 'User deep\n',
    };
    const home = aHome(config, files);
    const offered = await createSshConfigReader(home).suggestions();
    expect(offered.map(({ alias }) => alias).sort()).toEqual(['kvm', 'ten', 'twenty', 'two']);
    // ssh resolves a relative Include from the home in the password file, so the copy for it names them in full.
    const absolute = path.join(home.homeDirectory, 'for-ssh');
    const full = (name: string): string => path.join(home.homeDirectory, '.ssh', name);
    writeFileSync(
      absolute,
      config.replace('conf.d/*.conf', full('conf.d/*.conf')).replace('Include deep', `Include ${full('deep')}`),
    );
    for (const { alias, draft } of offered) {
      const answer = execFileSync('ssh', ['-G', '-F', absolute, alias], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const value = (keyword: string): string => new RegExp(`^${keyword} (.*)$`, 'm').exec(answer)?.[1] ?? '';
      expect([alias, draft.address, draft.user, String(draft.port)]).toEqual([
        alias,
        value('hostname'),
        value('user'),
        value('port'),
      ]);
    }
  });
});
