import { describe, expect, it } from 'vitest';
import { buildFixPlan } from '#domain/path/build-fix-plan.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli } from './run-cli.ts';

const healthy: Diagnosis = {
  verdict: 'healthy',
  sentence: 'Nothing on the host stops packets to the machine. Nobody looked inside it.',
  probe: { source: '10.101.0.1', destination: '10.101.7.2', protocol: 'icmp', port: null },
  reach: 'host',
  findings: [],
  doubts: [],
  steps: [],
};

const broken: Diagnosis = {
  ...healthy,
  verdict: 'broken',
  sentence: 'em1 is down: nothing arrives from the network outside.',
  findings: [
    {
      causeId: 'uplink-down',
      row: 1,
      severity: 'blocks',
      place: 'host',
      device: 'em1',
      sentence: 'em1 is down: nothing arrives from the network outside.',
      evidence: [{ text: 'em1: down, mtu 1500, in br0, MAC 52:54:00:00:00:01', command: 'ip -j -d -s addr' }],
      fix: {
        advice: 'Take em1 up.',
        steps: [
          { place: 'host', argv: ['ip', 'link', 'set', 'em1', 'up'], undoArgv: ['ip', 'link', 'set', 'em1', 'down'] },
          { place: 'host', argv: ['ip', 'link', 'set', "em's 1", 'up'], undoArgv: null },
        ],
      },
    },
  ],
};

const unclear: Diagnosis = {
  ...healthy,
  verdict: 'unclear',
  sentence: 'No cause was found, but whether the packet passes cannot be told: the rules could not be read.',
  doubts: [
    {
      place: 'host',
      device: 'br0',
      sentence: 'The rules could not be read.',
      evidence: [{ text: 'Permission denied', command: 'iptables-save -c' }],
    },
  ],
};

function diagnosed(diagnosis: Diagnosis): DiagnosedChain {
  return {
    diagnosis,
    chain: {
      machineName: 'ciab',
      nicMac: '52:54:00:12:34:60',
      instance: null,
      hops: [],
      joins: [],
      lanes: { forward: [], reverse: [] },
      nat: [],
      readAtEpochMs: 0,
    },
  };
}

describe('the diagnose command', () => {
  const asked: unknown[] = [];
  let applied = 0;
  const clientFor = (...diagnoses: readonly Diagnosis[]) => ({
    ...clientWith([aHost()], { 'lab-1': [aMachine()] }),
    path: {
      chains: async () => [],
      diagnose: async (input: unknown) => {
        asked.push(input);
        return diagnoses.map(diagnosed);
      },
      reviewFix: async ({ machine, causeId }: { readonly machine: string; readonly causeId: string }) => ({
        ...buildFixPlan({ machine, causeId, chains: diagnoses.map(diagnosed), nowEpochMs: 0 }),
        script: '#!/bin/sh\n',
      }),
      applyFix: async function* () {
        applied += 1;
        yield {
          kind: 'started',
          operationId: 'op-1',
          title: 'Mend em1',
          subject: 'ciab',
          target: { kind: 'machine', name: 'ciab' },
          undoableUntilEpochMs: 1,
          steps: [],
          startedBy: 'ada',
          atEpochMs: 0,
        } as const;
        yield { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 1 } as const;
      },
    },
  });

  it.each([
    ['0 where nothing stops the packet', [healthy], 0],
    ['8 where a cause was found', [healthy, broken, unclear], 8],
    ['9 where something could not be judged', [healthy, unclear], 9],
    ['3 where there is no network card', [], 3],
  ] as const)('ends with %s', async (_, diagnoses, code) => {
    expect((await runCli(['diagnose', 'ciab'], { client: clientFor(...diagnoses) })).code).toBe(code);
  });

  it('tells the cause, what proves it and how to mend it, ready to be copied', async () => {
    const { out } = await runCli(['diagnose', 'ciab'], { client: clientFor(broken) });
    expect(out).toBe(`ciab  ICMP from 10.101.0.1 to 10.101.7.2, card 52:54:00:12:34:60
broken em1 is down: nothing arrives from the network outside.

blocks em1 of the host (uplink-down)
  em1 is down: nothing arrives from the network outside.
  | em1: down, mtu 1500, in br0, MAC 52:54:00:00:00:01
    ip -j -d -s addr
  to mend it: Take em1 up.
    on the host: ip link set em1 up
    taken back by: ip link set em1 down
    on the host: ip link set 'em'\\''s 1' up
`);
  });

  it('says what could not be judged, and where to look', async () => {
    const { out } = await runCli(['diagnose', 'ciab'], { client: clientFor(unclear) });
    expect(out).toContain('not judged The rules could not be read.\n  | Permission denied\n    iptables-save -c');
  });

  it('asks for what was chosen, and in JSON gives all of it', async () => {
    const { out } = await runCli(['diagnose', 'ciab', '--to', '10.101.7.9', '--port', '8443', '--json'], {
      client: clientFor(broken),
    });
    expect(asked.at(-1)).toEqual({ hostId: 'lab-1', machine: 'ciab', to: '10.101.7.9', port: 8443 });
    expect(JSON.parse(out)).toEqual({ host: { id: 'lab-1', name: 'lab' }, machine: 'ciab', chains: [diagnosed(broken)] });
  });

  it('says how to get inside, in the way of ssh', async () => {
    const argv = ['diagnose', 'ciab', '--inside', 'ssh://root@10.101.7.2:2222', '--instance', '172.16.0.5', '--key', '/k'];
    await runCli(argv, { client: clientFor(healthy) });
    const auth = { kind: 'key', path: '/k' };
    expect(asked.at(-1)).toMatchObject({
      wayIn: {
        machine: { user: 'root', address: '10.101.7.2', port: 2222, auth },
        instance: { user: 'root', address: '172.16.0.5', port: 22, auth },
      },
    });
    expect((await runCli(['diagnose', 'ciab', '--instance', '172.16.0.5'], { client: clientFor(healthy) })).code).toBe(2);
  });

  it('refuses a port that is no number', async () => {
    const { code, err } = await runCli(['diagnose', 'ciab', '--port', 'ssh'], { client: clientFor(healthy) });
    expect(code).toBe(2);
    expect(err).toContain('ssh');
  });

  it('mends a cause on the host, only where --fix names it', async () => {
    const client = clientFor(broken);
    expect((await runCli(['diagnose', 'ciab', '--dry-run'], { client })).code).toBe(2);
    const shown = await runCli(['diagnose', 'ciab', '--fix', 'uplink-down', '--dry-run'], { client });
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('ip link set em1 up') as string });
    expect(applied).toBe(0);
    expect((await runCli(['diagnose', 'ciab', '--fix', 'uplink-down'], { client })).code).toBe(0);
    expect(applied).toBe(1);
  });

  it('refuses to mend what is not there, and changes nothing', async () => {
    applied = 0;
    const { code, err: error } = await runCli(['diagnose', 'ciab', '--fix', 'tap-not-in-bridge'], { client: clientFor(broken) });
    expect({ code, applied }).toEqual({ code: 4, applied: 0 });
    expect(error).toContain('tap-not-in-bridge was not found on the path of ciab now.');
  });
});
