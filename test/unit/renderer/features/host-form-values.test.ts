import { describe, expect, it } from 'vitest';
import { toFileWord } from '#renderer/features/hosts/fingerprint-question.tsx';
import { toKnownHostsName } from '#renderer/features/hosts/changed-key-view.tsx';
import { checkHostForm, emptyHostForm, emptyTarget, toHostFormValues } from '#renderer/features/hosts/host-form-values.ts';

describe('what was typed about a host', () => {
  it('becomes a draft, called by its address where it has no name', () => {
    const checked = checkHostForm({ ...emptyHostForm, address: ' kvm1.example.org ', port: '2222' });
    expect(checked).toMatchObject({
      kind: 'valid',
      draft: { name: 'kvm1.example.org', address: 'kvm1.example.org', port: 2222 },
    });
  });

  it('comes back unchanged into the form', () => {
    const checked = checkHostForm({
      ...emptyHostForm,
      name: 'lab',
      address: '10.0.0.1',
      authKind: 'key',
      keyPath: '~/.ssh/id',
      jumps: [{ ...emptyTarget, address: 'gate' }],
    });
    expect(checked.kind === 'valid' && toHostFormValues(checked.draft)).toMatchObject({
      name: 'lab',
      keyPath: '~/.ssh/id',
      jumps: [{ address: 'gate' }],
    });
  });

  it.each([
    [{ address: '' }, ['address']],
    [{ address: 'a', port: 'many' }, ['port']],
    [{ address: 'a', user: '-oProxyCommand=x' }, ['user']],
    [{ address: 'a', authKind: 'key' as const }, ['path']],
    [{ address: 'a', jumps: [emptyTarget] }, ['jumps.0.address']],
  ])('%j is refused at its field', (change, fields) => {
    const checked = checkHostForm({ ...emptyHostForm, ...change });
    expect(checked.kind === 'invalid' && Object.keys(checked.errors)).toEqual(fields);
  });
});

it.each([
  ['ssh-ed25519', 'ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa'],
  ['rsa-sha2-512', 'rsa'],
])('the key of type %s is in sshd’s file for %s', (type, word) => {
  expect(toFileWord(type)).toBe(word);
});

it.each([
  ['root@kvm1', 'kvm1'],
  ['root@kvm1:2222', '[kvm1]:2222'],
  ['root@[fe80::1]', 'fe80::1'],
  ['root@[fe80::1]:2222', '[fe80::1]:2222'],
])('%s stands in known_hosts as %s', (target, name) => {
  expect(toKnownHostsName(target)).toBe(name);
});
