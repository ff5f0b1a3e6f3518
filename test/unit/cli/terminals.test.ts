import { describe, expect, it } from 'vitest';
import type { DirectListener, DirectTerminal } from '#cli/terminal/direct-terminal.ts';
import type { TerminalEvent } from '#contract/terminals.ts';
import { known } from '#domain/fact.ts';
import type { TerminalEnding } from '#domain/terminals/terminal.ts';
import { aCloud, aCloudMachine } from '#fakes/clouds.ts';
import { createFakeRemoteTerminal, type FakeRemoteTerminal } from '#fakes/fake-remote-terminal.ts';
import { aHost as someFacts } from '#fakes/host-facts.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli, type CliSetup, type PartialClient } from './run-cli.ts';

const screen = { type: 'xterm-256color', columns: 80, rows: 24 };
const opened: TerminalEvent = { kind: 'open', terminalId: 't1', ticket: 'ticket', target: 'root@10.101.1.10' };
const encode = (text: string) => new TextEncoder().encode(text);

/** A person at a terminal, or a file in its place. */
function aDirectTerminal(hasScreen: boolean, act: (listener: DirectListener) => void) {
  const seen = { out: '', error: '', isPaused: false, wasReleased: false, takesOutput: true };
  const direct: DirectTerminal = {
    screen: hasScreen ? screen : null,
    take(listener) {
      queueMicrotask(() => act(listener));
      return {
        writeOut: (bytes) => {
          seen.out += new TextDecoder().decode(bytes);
          return seen.takesOutput;
        },
        writeError: (bytes) => void (seen.error += new TextDecoder().decode(bytes)),
        pauseInput: () => void (seen.isPaused = true),
        resumeInput: () => void (seen.isPaused = false),
        release: async () => void (seen.wasReleased = true),
      };
    },
  };
  return { direct, seen };
}

type Wish = Parameters<NonNullable<NonNullable<PartialClient['terminals']>['open']>>[0];

function world(events: readonly TerminalEvent[][] = [[opened]]) {
  const wishes: Wish[] = [];
  const sizes: unknown[] = [];
  const cloud = aCloud({ machines: [aCloudMachine({ name: 'blue' })] });
  const facts = someFacts({ clouds: known([{ kind: 'read', name: 'blue', cloud }], 'cat') });
  const base = clientWith([aHost()]);
  const client: PartialClient = {
    ...base,
    hosts: {
      ...base.hosts,
      read: async () => ({ hostId: 'lab-1', facts, readiness: [], machines: [aMachine({ name: 'lone' })] }) as never,
    },
    credentials: { state: async () => ({ kept: {}, isPersistent: true, sources: [] }) as never },
    ec2: {
      instances: async () =>
        [
          { id: 'i-1', publicAddress: '10.101.7.64', state: 'running' },
          { id: 'i-2', publicAddress: null, state: 'pending' },
        ] as never,
    },
    terminals: {
      open: (wish) => {
        wishes.push(wish);
        return tell(events[wishes.length - 1] ?? [opened]);
      },
      resize: async (size) => (sizes.push(size), null),
      explain: async ({ place }) => ({ command: `ssh to ${place.kind}`, target: 'root@x' }),
    },
  };
  return { client, wishes, sizes };
}

async function* tell(events: readonly TerminalEvent[]): AsyncGenerator<TerminalEvent> {
  yield* events;
  await new Promise(() => undefined);
}

interface Run extends Omit<CliSetup, 'direct' | 'takeTerminal'> {
  readonly hasScreen?: boolean;
  readonly act?: (listener: DirectListener, remote: FakeRemoteTerminal) => void;
}

async function ssh(argv: readonly string[], { hasScreen = true, act = endsWith(0), ...setup }: Run) {
  const remote = createFakeRemoteTerminal();
  const { direct, seen } = aDirectTerminal(hasScreen, (listener) => act(listener, remote));
  const takeTerminal = (ticket: string) => (ticket === 'ticket' ? remote : null);
  const result = await runCli(['ssh', ...argv], { ...setup, direct, takeTerminal });
  return { ...result, seen, remote };
}

const finishes = (ending: TerminalEnding) => (_listener: DirectListener, remote: FakeRemoteTerminal) => remote.finish(ending);
const endsWith = (code: number) => finishes({ kind: 'exited', code });

describe('nutshell ssh', () => {
  it('carries keys there and bytes back, tells the size, and ends as the shell does', async () => {
    const { client, wishes, sizes } = world();
    const result = await ssh(['lab'], {
      client,
      act(listener, remote) {
        listener.onInput(encode('exit 3\r'));
        listener.onResize({ columns: 132, rows: 43 });
        remote.emit(encode('logout\r\n'));
        remote.finish({ kind: 'exited', code: 3 });
      },
    });
    expect(result.code).toBe(3);
    expect(wishes).toMatchObject([{ hostId: 'lab-1', place: { kind: 'host' }, screen }]);
    expect(result.remote.written.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['exit 3\r']);
    expect(result.seen).toMatchObject({ out: 'logout\r\n', wasReleased: true });
    expect(sizes).toEqual([{ terminalId: 't1', columns: 132, rows: 43 }]);
    expect(result.isClosed).toBe(true);
  });

  it('has no terminal at the far end where there is none here', async () => {
    const { client, wishes } = world();
    const result = await ssh(['lab'], {
      client,
      hasScreen: false,
      act(listener, remote) {
        listener.onInput(encode('~.\nuptime\n'));
        listener.onInputEnd();
        remote.emitError(encode('a warning'));
        remote.emit(encode('up'));
        remote.finish({ kind: 'exited', code: 0 });
      },
    });
    expect(wishes).toMatchObject([{ screen: null }]);
    expect(result.code).toBe(0);
    expect(new TextDecoder().decode(result.remote.written[0])).toBe('~.\nuptime\n');
    expect(result.remote.state.hasEnded).toBe(true);
    expect(result.seen).toMatchObject({ out: 'up', error: 'a warning' });
  });

  it('waits for the screen, and for the far side', async () => {
    const { client } = world();
    const states: boolean[] = [];
    const { seen } = await ssh(['lab'], {
      client,
      act(listener, remote) {
        remote.state.takesInput = false;
        listener.onInput(encode('x'));
        remote.drain();
        remote.pause();
        states.push(remote.state.isPaused);
        listener.onDrain();
        states.push(remote.state.isPaused);
        remote.finish({ kind: 'exited', code: 0 });
      },
    });
    expect(states).toEqual([true, false]);
    expect(seen.isPaused).toBe(false);
  });

  it('leaves a shell that hangs by ~., and says so', async () => {
    const { client } = world();
    const { code, err, remote, seen } = await ssh(['lab'], { client, act: (listener) => listener.onInput(encode('\r~.')) });
    expect(code).toBe(130);
    expect(err).toContain('it was hung up');
    expect(remote.state.isClosed).toBe(true);
    expect(seen.wasReleased).toBe(true);
  });

  it.each([
    [{ kind: 'killed', signal: 'TERM' } as const, 143, 'by the signal TERM'],
    [{ kind: 'lost', reason: 'The connection to root@lab was cut' } as const, 5, 'was cut'],
  ])('tells another end: %j', async (ending, code, words) => {
    const { client } = world();
    expect(await ssh(['lab'], { client, act: finishes(ending) })).toMatchObject({
      code,
      err: expect.stringContaining(words) as string,
    });
  });

  it.each([
    [['blue'], { kind: 'cloud', cloud: 'blue' }],
    [['blue', '--machine', 'blue-nc-1'], { kind: 'machine', machine: 'blue-nc-1' }],
    [['lone', '--address', '10.101.7.9'], { kind: 'machine', machine: 'lone', address: '10.101.7.9' }],
    [['blue', 'i-1'], { kind: 'instance', cloud: 'blue', instance: 'i-1', address: '10.101.7.64' }],
    [['blue', '10.101.7.70'], { kind: 'instance', cloud: 'blue', instance: '10.101.7.70', address: '10.101.7.70' }],
  ])('finds what is meant by %j', async (argv, place) => {
    const { client, wishes } = world();
    expect((await ssh(argv, { client })).code).toBe(0);
    expect(wishes[0]?.place).toEqual(place);
  });

  it('asks for what the far side asks, and logs in as it was told', async () => {
    const question: TerminalEvent = {
      kind: 'question',
      question: { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false },
    };
    const { client, wishes } = world([[question], [opened]]);
    const result = await ssh(['blue', '--user', 'admin'], { client, answers: ['pass'] });
    expect(result).toMatchObject({ code: 0, asked: ['root@10.101.7.2 asks for a password.'] });
    expect(wishes[1]?.login).toMatchObject({ user: 'admin', answers: { secrets: [{ value: 'pass' }] } });
    expect(result.out + result.err).not.toContain('pass\n');
  });

  it.each([
    [['nobody'], 3, 'There is no host, cloud or machine called nobody.'],
    [['blue', 'i-9'], 3, 'There is no instance i-9 in blue.'],
    [['blue', 'i-2'], 4, 'i-2 has no public address; it is pending.'],
    [['lab', '--user', 'admin'], 2, 'lab is a host'],
    [['blue', 'i-1', '--machine', 'blue'], 2, 'An instance is no machine of the host.'],
    [['lab', '--json'], 2, 'which is no JSON'],
    [['blue', '--password-file', '-'], 2, 'Standard input belongs to the shell.'],
  ])('refuses %j', async (argv, code, words) => {
    const { client } = world();
    expect(await ssh(argv, { client })).toMatchObject({ code, err: expect.stringContaining(words) as string });
  });

  it('only prints the command, on its own line or as JSON', async () => {
    const { client, wishes } = world();
    expect(await ssh(['blue', '--print'], { client })).toMatchObject({ code: 0, out: 'ssh to cloud\n' });
    const { out } = await ssh(['lab', '--print', '--json'], { client });
    expect(JSON.parse(out)).toEqual({ host: { id: 'lab-1', name: 'lab' }, target: 'root@x', command: 'ssh to host' });
    expect(wishes).toEqual([]);
  });
});
