import { describe, expect, it } from 'vitest';
import { createCommandLog } from '#core/activity/create-command-log.ts';
import { createInsideOpener, createInsideReader } from '#core/path/create-inside-reader.ts';
import type { ConnectAttempt, HostConnector } from '#core/ports/host-connector.ts';
import type { PlaceReader } from '#core/ports/place-reader.ts';
import type { Host, SshTarget } from '#domain/hosts/host.ts';
import { readRecordedPlace } from '../../../fixtures/read-fixture.ts';

const auth = { kind: 'agent' } as const;
const host: Host = {
  id: 'lab',
  name: 'lab',
  address: '10.0.0.1',
  port: 22,
  user: 'root',
  auth,
  origin: 'own',
  jumps: [{ address: 'door', port: 22, user: 'me', auth }],
};
const machine: SshTarget = { address: '10.101.7.2', port: 22, user: 'root', auth };
const instance: SshTarget = { address: '172.16.0.5', port: 22, user: 'root', auth };
const facts = readRecordedPlace('path-replica/machine.txt');

function look(attempt: ConnectAttempt, way: readonly SshTarget[] = [machine], read: PlaceReader['read'] = async () => facts) {
  const asked: Host[] = [];
  const connector: HostConnector = {
    connect: async (target) => {
      asked.push(target);
      return attempt;
    },
  };
  const readInside = createInsideReader({
    openInside: createInsideOpener({ connector, commandLog: createCommandLog(() => 0) }),
    reader: { read },
  });
  const answers = { acceptedFingerprints: [], secrets: [] };
  return { asked, answer: readInside({ host, way, answers, signal: new AbortController().signal }) };
}

function aLink() {
  const state = { isClosed: false };
  const attempt: ConnectAttempt = {
    kind: 'connected',
    link: {
      shell: { run: async () => ({ code: 0, stdout: 'said', stderr: '', durationMs: 1 }) } as never,
      privilege: 'root',
      serverVersion: '',
      onLost: () => undefined,
      close: () => (state.isClosed = true),
    },
  };
  return { state, attempt };
}

describe('looking inside', () => {
  it('goes through the host and all before it, and closes the connection', async () => {
    const { state, attempt } = aLink();
    const { asked, answer } = look(attempt, [machine, instance], async (run) => {
      expect(await run({ name: 'inspect-network.sh', text: '', args: [] })).toBe('said');
      return facts;
    });
    expect(await answer).toBe(facts);
    expect(asked[0]?.address).toBe('172.16.0.5');
    expect(asked[0]?.jumps.map(({ address }) => address)).toEqual(['door', '10.0.0.1', '10.101.7.2']);
    expect(state.isClosed).toBe(true);
  });

  it('closes it too where the answer cannot be read', async () => {
    const { state, attempt } = aLink();
    await expect(look(attempt, [machine], () => Promise.reject(new Error('cut off'))).answer).rejects.toThrow('cut off');
    expect(state.isClosed).toBe(true);
  });

  it('says which key it would have to ask about, and how to accept it', async () => {
    const fingerprint = 'SHA256:abc';
    const question = {
      kind: 'unknown-host-key',
      target: 'root@10.101.7.2',
      keyType: 'ssh-ed25519',
      fingerprint,
      otherTypeKnown: false,
    } as const;
    await expect(look({ kind: 'question', question }).answer).rejects.toMatchObject({
      code: 'denied',
      hint: 'If it is the right one, say so: --accept-fingerprint SHA256:abc',
    });
  });

  it('asks for no password, and passes a failure on as it is', async () => {
    const question = { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false } as const;
    await expect(look({ kind: 'question', question }).answer).rejects.toMatchObject({ code: 'denied' });
    const problem = { code: 'unreachable', message: 'No answer', hint: null, raw: null } as const;
    await expect(look({ kind: 'failed', problem }).answer).rejects.toMatchObject({ code: 'unreachable', message: 'No answer' });
  });
});
