import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { aHost } from '#fakes/host-facts.ts';

const lineOf = (facts: HostFacts) => buildReadiness(facts).lines.find(({ id }) => id === 'mac-addresses');

function withProcesses(...lines: readonly string[]): HostFacts {
  const processes = lines.map((line, at) => ({
    pid: at + 1,
    startedEpochMs: null,
    argv: line.split(' '),
    taps: [],
    tapDescriptors: [],
    workingDirectory: '/',
  }));
  return aHost({ processes: known(processes, 'ps') });
}

const qemu = (name: string, mac: string) => `qemu-kvm -name ${name} -net nic,model=virtio,macaddr=${mac} -net bridge,br=br0`;

describe('MACs that two have already', () => {
  it('are named with both sides: two machines', () => {
    const line = lineOf(withProcesses(qemu('one', '52:54:00:12:34:60'), qemu('two', '52:54:00:12:34:60')));
    expect(line).toMatchObject({ level: 'warning' });
    expect(line?.found).toMatch(/Machines one and two .*52:54:00:12:34:60/);
    expect(line?.remedy).toContain('another MAC');
  });

  it('a machine and the host itself', () => {
    expect(lineOf(withProcesses(qemu('one', '52:54:00:aa:00:01')))?.found).toContain("has the MAC of the host's own");
  });

  it('a bridge and a neighbour’s, from a cloned machine-id', () => {
    const { network } = aHost();
    const neighbour = { address: '10.101.1.11', device: 'br0', mac: '52:54:00:AA:00:01', states: ['REACHABLE'] };
    const line = lineOf(aHost({ network: { ...network, neighbours: known([neighbour], 'ip neigh') } }));
    expect(line?.found).toContain('neighbour 10.101.1.11');
    expect(line?.remedy).toContain('machine-id');
  });

  it('nobody: ok', () => {
    expect(lineOf(withProcesses(qemu('one', '52:54:00:12:34:60'), qemu('two', '52:54:00:12:34:61')))).toMatchObject({
      level: 'ok',
    });
  });
});
