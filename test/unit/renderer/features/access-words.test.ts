import { describe, expect, it } from 'vitest';
import type { ServiceState, ServiceView } from '#domain/access/cloud-service.ts';
import { describeTrouble, summarise, toMark } from '#renderer/features/access/access-words.ts';

function aView(port: number, state: ServiceState): ServiceView {
  return {
    ...{ id: `blue:${port}`, title: `Service ${port}`, machine: 'blue', address: '10.101.7.2', port, protocol: 'tcp' },
    ...{ url: null, isPage: false, state, sshCommand: 'ssh' },
  };
}

const up = aView(22, { kind: 'up', detail: 'SSH-2.0-OpenSSH_9.2p1', certificate: null });
const down = aView(8443, { kind: 'down', reason: 'Nothing listens.', remedy: 'Start it.', certificate: null });
const installing = aView(8773, { kind: 'installing', reason: 'blue is still being installed (Packages are unpacked).' });

describe('the words of a service', () => {
  it('are busy and no fault while its machine is being installed', () => {
    expect(toMark(installing)).toEqual({ tone: 'busy', word: 'Installing' });
    expect(describeTrouble(installing)).toBe('blue is still being installed (Packages are unpacked).');
    expect(summarise([up, installing])).toBe('1 of 2 are up, the cloud is still being installed');
  });

  it('are broken where it should answer, with the reason and what to do', () => {
    expect(toMark(down)).toEqual({ tone: 'broken', word: 'Down' });
    expect(describeTrouble(down)).toBe('Nothing listens. Start it.');
    expect(summarise([up, down, aView(1, { kind: 'checking' })])).toBe('2 of 3 have answered');
    expect(summarise([up, down])).toBe('1 of 2 are up');
  });
});
