import { describe, expect, it } from 'vitest';
import type { TerminalEvent } from '#contract/terminals.ts';
import { createTerminalService, type TerminalServiceOptions } from '#core/terminals/create-terminal-service.ts';
import type { ConnectAttempt } from '#core/ports/host-connector.ts';
import type { HostShell, TerminalRequest } from '#core/ports/host-shell.ts';
import type { InsideQuestion } from '#core/path/create-inside-reader.ts';
import type { SshTarget } from '#domain/hosts/host.ts';
import type { TerminalPlace } from '#domain/terminals/terminal.ts';
import { createFakeLink, createFakeShell } from '#fakes/fake-host-link.ts';
import { createFakeRemoteTerminal } from '#fakes/fake-remote-terminal.ts';
import { aHost as someFacts } from '#fakes/host-facts.ts';
import { aMachine } from '#fakes/machines.ts';
import { aHost } from '../../cli/builders.ts';

const login = { answers: { acceptedFingerprints: [], secrets: [], remember: false } };
const screen = { type: 'xterm-256color', columns: 80, rows: 24 };
const frontend: SshTarget = { address: '10.101.7.2', port: 22, user: 'root', auth: { kind: 'password' } };

function setUp(attempt?: ConnectAttempt) {
  const terminal = createFakeRemoteTerminal();
  const requests: TerminalRequest[] = [];
  const asked: { readonly by: 'known' | 'passing'; readonly question: InsideQuestion }[] = [];
  const passing: string[] = [];
  const shell: HostShell = {
    ...createFakeShell(),
    openTerminal: async (request) => {
      requests.push(request);
      return terminal;
    },
  };
  const link = createFakeLink(shell);
  let nowEpochMs = 1_000;
  let rolls = 0;
  const connect = (by: 'known' | 'passing') => async (question: InsideQuestion) => {
    asked.push({ by, question });
    return attempt ?? { kind: 'connected' as const, link };
  };
  const reading = { facts: someFacts(), machines: [aMachine({ name: 'lone' })] };
  const options = {
    hosts: { find: async () => aHost() },
    connections: { answersOf: () => ({ acceptedFingerprints: ['SHA256:host'], secrets: [] }), shellOf: () => shell },
    readings: { readRecent: async () => reading, findMachine: async () => ({ machine: reading.machines[0], reading }) },
    ways: {
      find: async () => ({ host: aHost(), cloud: { machines: [{ name: 'blue', role: 'ciab' }] }, recipe: { credentials: [] } }),
      locate: () => ({ target: frontend }),
      open: async (...[, , given]: readonly unknown[]) => ({ kind: 'open', link, target: frontend, given }),
    },
    connectInside: connect('known'),
    connectToInstance: connect('passing'),
    passingHosts: { begin: (address: string) => (passing.push(`+${address}`), () => void passing.push(`-${address}`)) },
    environment: { now: () => nowEpochMs, randomBytes: (count: number) => new Uint8Array(count).fill(++rolls) },
  };
  const service = createTerminalService(options as unknown as TerminalServiceOptions);
  const open = (place: TerminalPlace, signal = new AbortController().signal) =>
    service.api.open({ hostId: 'lab-1', place, login, screen }, { signal })[Symbol.asyncIterator]();
  const wait = (ms: number) => void (nowEpochMs += ms);
  const takeStream = (ticket: string) => service.takeStream(ticket);
  return { ...service, takeStream, open, terminal, requests, asked, passing, link, wait };
}

type Opened = Extract<TerminalEvent, { kind: 'open' }>;

async function first(events: AsyncIterator<TerminalEvent>): Promise<TerminalEvent> {
  const { value } = (await events.next()) as { value: TerminalEvent };
  return value;
}

describe('a terminal', () => {
  it('on the host goes over its one connection, and says how its shell ended', async () => {
    const { open, terminal, requests, asked, takeStream } = setUp();
    const events = open({ kind: 'host' });
    const opened = (await first(events)) as Opened;
    expect(opened).toMatchObject({ kind: 'open', target: 'root@10.101.1.10' });
    expect(requests).toEqual([{ purpose: 'Open a terminal on lab', screen }]);
    expect(asked).toEqual([]);
    expect(takeStream(opened.ticket)).toBe(terminal);
    terminal.finish({ kind: 'exited', code: 0 });
    expect(await first(events)).toEqual({ kind: 'ended', ending: { kind: 'exited', code: 0 } });
    expect(await events.next()).toMatchObject({ done: true });
  });

  it('gives its bytes once, and not to who comes late', async () => {
    const one = setUp();
    const { ticket } = (await first(one.open({ kind: 'host' }))) as Opened;
    expect(one.takeStream('another')).toBeNull();
    expect(one.takeStream(ticket)).not.toBeNull();
    expect(one.takeStream(ticket)).toBeNull();
    const other = setUp();
    const late = (await first(other.open({ kind: 'host' }))) as Opened;
    other.wait(60_001);
    expect(other.takeStream(late.ticket)).toBeNull();
  });

  it('is hung up when nobody listens any more', async () => {
    const { open, terminal, api, link } = setUp();
    const controller = new AbortController();
    const events = open({ kind: 'cloud', cloud: 'blue' }, controller.signal);
    const { terminalId } = (await first(events)) as Opened;
    const over = events.next();
    controller.abort();
    expect(await over).toMatchObject({ done: true });
    expect(terminal.state.isClosed).toBe(true);
    expect(link.isClosed()).toBe(true);
    await expect(async () =>
      api.resize({ terminalId, columns: 1, rows: 1 }, { signal: controller.signal }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('takes another size while it is open', async () => {
    const { open, terminal, api } = setUp();
    const { terminalId } = (await first(open({ kind: 'host' }))) as Opened;
    await api.resize({ terminalId, columns: 132, rows: 43 }, { signal: new AbortController().signal });
    expect(terminal.sizes).toEqual([{ columns: 132, rows: 43 }]);
  });

  it('hands on what the far side asks, and opens nothing', async () => {
    const question = {
      kind: 'question',
      question: { kind: 'password', target: 'root@10.101.7.64', wrongBefore: false },
    } as const;
    const { open, requests, passing } = setUp(question);
    const events = open({ kind: 'instance', cloud: 'blue', instance: 'i-1', address: '10.101.7.64' });
    expect(await first(events)).toEqual(question);
    expect(await events.next()).toMatchObject({ done: true });
    expect(requests).toEqual([]);
    expect(passing).toEqual(['+10.101.7.64', '-10.101.7.64']);
  });

  it('in an instance never writes its key into known_hosts', async () => {
    const { open, asked } = setUp();
    await first(open({ kind: 'instance', cloud: 'blue', instance: 'i-1', address: '10.101.7.64' }));
    expect(asked).toMatchObject([
      { by: 'passing', question: { way: [{ user: 'root', address: '10.101.7.64', auth: { kind: 'agent' } }] } },
    ]);
  });

  it('in a machine of no cloud goes to the address that is given, and says so where none is known', async () => {
    const { open, asked } = setUp();
    await expect(first(open({ kind: 'machine', machine: 'lone' }))).rejects.toMatchObject({
      code: 'not-found',
      message: 'Nutshell does not know at which address lone is.',
    });
    await first(open({ kind: 'machine', machine: 'lone', address: '10.101.7.9' }));
    expect(asked).toMatchObject([
      {
        by: 'known',
        question: {
          way: [{ address: '10.101.7.9', auth: { kind: 'password' } }],
          answers: { acceptedFingerprints: ['SHA256:host'] },
        },
      },
    ]);
  });

  it('is explained as one ssh command, without connecting', async () => {
    const { api, asked } = setUp();
    const explain = (place: TerminalPlace) =>
      api.explain({ hostId: 'lab-1', place, login }, { signal: new AbortController().signal });
    expect(await explain({ kind: 'host' })).toMatchObject({ command: 'ssh root@10.101.1.10' });
    expect(await explain({ kind: 'cloud', cloud: 'blue' })).toEqual({
      command: 'ssh -J root@10.101.1.10 root@10.101.7.2',
      target: 'root@10.101.7.2',
    });
    expect(asked).toEqual([]);
  });
});
