import { describe, expect, it } from 'vitest';
import { buildLogin } from '#domain/access/build-ssh-commands.ts';
import { known } from '#domain/fact.ts';
import { findAddressOfMachine, findCloudOfMachine, findFrontend } from '#domain/terminals/find-terminal-target.ts';
import { describeEnding, toExitStatus } from '#domain/terminals/terminal.ts';
import { aCloud, aCloudMachine } from '#fakes/clouds.ts';
import { aHost as someFacts } from '#fakes/host-facts.ts';
import { aDefinition, aMachine } from '#fakes/machines.ts';
import { aHost } from '../../cli/builders.ts';

const mac = '52:54:00:12:34:60';
const nic = { mac, backend: 'bridge', model: 'virtio', bridge: 'br0', tap: 'tap0' } as const;

function factsWith(
  ...neighbours: readonly { readonly address: string; readonly mac: string | null; readonly states: readonly string[] }[]
) {
  const facts = someFacts();
  const seen = neighbours.map((one) => ({ ...one, device: 'br0' }));
  return { ...facts, network: { ...facts.network, neighbours: known(seen, 'ip neigh') } };
}

describe('the end of a shell', () => {
  it.each([
    [{ kind: 'exited', code: 0 } as const, 0, 'The shell has ended.'],
    [{ kind: 'exited', code: 3 } as const, 3, 'The shell has ended with exit status 3.'],
    [{ kind: 'killed', signal: 'TERM' } as const, 143, 'The shell was ended by the signal TERM.'],
    [{ kind: 'lost', reason: 'The line was cut.' } as const, null, 'The line was cut.'],
    [{ kind: 'closed' } as const, null, 'The terminal was closed.'],
  ])('%j', (ending, status, sentence) => {
    expect(toExitStatus(ending)).toBe(status);
    expect(describeEnding(ending)).toBe(sentence);
  });
});

describe('where a machine is', () => {
  it('is where the host has seen its MAC, IPv4 first, and never where it did not answer', () => {
    const machine = aMachine({ nics: [{ ...nic, mac: mac.toUpperCase() }] });
    const facts = factsWith(
      { address: 'fe80::1', mac, states: ['REACHABLE'] },
      { address: '2001:db8::7', mac, states: ['STALE'] },
      { address: '10.101.7.9', mac, states: ['FAILED'] },
      { address: '10.101.7.20', mac, states: ['STALE'] },
      { address: '10.101.7.21', mac: '52:54:00:00:00:01', states: ['REACHABLE'] },
    );
    expect(findAddressOfMachine({ facts, machines: [] }, machine)).toBe('10.101.7.20');
    expect(findAddressOfMachine({ facts: factsWith(), machines: [] }, machine)).toBeNull();
  });

  it('is that of its cloud, where it is a machine of one and not of somebody else', () => {
    const cloud = aCloud({ machines: [aCloudMachine({ name: 'blue' })] });
    const facts = someFacts({ clouds: known([{ kind: 'read', name: 'blue', cloud }], 'cat') });
    const own = aMachine({ name: 'blue', definition: aDefinition({ name: 'blue' }) });
    const foreign = aMachine({ name: 'blue', definition: null });
    expect(findCloudOfMachine({ facts, machines: [own] }, 'blue')).toBe('blue');
    expect(findCloudOfMachine({ facts, machines: [foreign] }, 'blue')).toBeNull();
    expect(findCloudOfMachine({ facts, machines: [own] }, 'green')).toBeNull();
  });

  it('is the frontend where a cloud is meant', () => {
    const machines = [
      { name: 'blue-nc-1', role: 'nc' },
      { name: 'blue', role: 'frontend' },
    ];
    expect(findFrontend(machines, ['frontend'])).toBe('blue');
    expect(findFrontend(machines, [])).toBe('blue');
    expect(findFrontend([], [])).toBeNull();
  });
});

describe('the way by hand', () => {
  it('has the jump and the key of each end', () => {
    const target = { user: 'root', address: '10.101.7.64', port: 22, auth: { kind: 'key', path: 'blue.pem' } } as const;
    expect(buildLogin(aHost(), target)).toBe('ssh -J root@10.101.1.10 -i blue.pem root@10.101.7.64');
    expect(buildLogin(aHost({ auth: { kind: 'key', path: '/k' } }), target)).toBe(
      "ssh -o 'ProxyCommand=ssh -i /k -W '\\''[%h]:%p'\\'' root@10.101.1.10' -i blue.pem root@10.101.7.64",
    );
  });
});
