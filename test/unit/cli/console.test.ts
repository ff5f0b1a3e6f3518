import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import { startForward } from '#cli/consoles/start-forward.ts';
import type { ByteStream } from '#core/ports/host-shell.ts';
import { aHost, aMachine, clientWith } from './builders.ts';
import { runCli, type PartialClient } from './run-cli.ts';

interface FakeScreen extends ByteStream {
  readonly written: () => string;
  readonly isClosed: () => boolean;
  readonly isPaused: () => boolean;
  say(text: string): void;
  end(): void;
}

/** A screen that takes one write and then wants to be waited for, as a slow line does. */
function aScreen(): FakeScreen {
  let written = '';
  let isClosed = false;
  let isPaused = false;
  let onData: (bytes: Uint8Array) => void = () => undefined;
  let onDrain: () => void = () => undefined;
  const closeListeners: ((reason: string | null) => void)[] = [];
  const close = () => {
    if (!isClosed) {
      isClosed = true;
      closeListeners.forEach((listener) => listener(null));
    }
  };
  return {
    write: (bytes) => {
      written += Buffer.from(bytes).toString();
      setImmediate(() => onDrain());
      return false;
    },
    onDrain: (listener) => (onDrain = listener),
    onData: (listener) => (onData = listener),
    onClose: (listener) => closeListeners.push(listener),
    pause: () => (isPaused = true),
    resume: () => (isPaused = false),
    close,
    end: close,
    written: () => written,
    isClosed: () => isClosed,
    isPaused: () => isPaused,
    say: (text) => onData(Buffer.from(text)),
  };
}

async function viewerOn(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const unasked = { onProblem: (message: string) => expect.fail(message) };

describe('a forwarded screen', () => {
  it('carries bytes both ways and ends with the viewer', async () => {
    const screen = aScreen();
    const forward = await startForward(0, { open: async () => screen, ...unasked });
    const viewer = await viewerOn(forward.port);
    let heard = '';
    viewer.on('data', (bytes: Buffer) => (heard += bytes.toString()));
    await new Promise((resolve) => setTimeout(resolve, 20));
    screen.say('RFB 003.008\n');
    viewer.write('hello ');
    await until(() => heard !== '' && screen.written() !== '');
    viewer.write('again');
    await until(() => screen.written() === 'hello again');
    expect(heard).toBe('RFB 003.008\n');
    viewer.destroy();
    await until(screen.isClosed);
    await forward.close();
  });

  it('slows the host down where the viewer does not read', async () => {
    const screen = aScreen();
    const forward = await startForward(0, { open: async () => screen, ...unasked });
    const viewer = await viewerOn(forward.port);
    await new Promise((resolve) => setTimeout(resolve, 20));
    viewer.pause();
    for (let sent = 0; sent < 400 && !screen.isPaused(); sent += 1) {
      screen.say('x'.repeat(64 * 1024));
    }
    expect(screen.isPaused()).toBe(true);
    viewer.resume();
    await until(() => !screen.isPaused());
    viewer.destroy();
    await forward.close();
  });

  it('gives every viewer a screen of its own, and tells why one cannot be had', async () => {
    const screens = [aScreen(), aScreen()];
    const problems: string[] = [];
    let opened = 0;
    const open = async () => screens[opened++] ?? Promise.reject(new Error('No more screens.'));
    const forward = await startForward(0, { open, onProblem: (message) => problems.push(message) });
    const viewers = await Promise.all([viewerOn(forward.port), viewerOn(forward.port), viewerOn(forward.port)]);
    await until(() => problems.length === 1);
    expect(opened).toBe(3);
    expect(problems).toEqual(['No more screens.']);
    viewers.forEach((viewer) => viewer.destroy());
    await forward.close();
    await until(() => screens.every((screen) => screen.isClosed()));
  });

  it('does not hand out a screen that ended before anybody came', async () => {
    const screens = [aScreen(), aScreen()];
    let opened = 0;
    const forward = await startForward(0, { open: async () => screens[opened++] ?? aScreen(), ...unasked });
    screens[0]?.end();
    const viewer = await viewerOn(forward.port);
    await until(() => opened === 2);
    viewer.destroy();
    await forward.close();
  });

  it('on a taken port is a sentence, and leaves no screen open', async () => {
    const first = await startForward(0, { open: async () => aScreen(), ...unasked });
    const screen = aScreen();
    await expect(startForward(first.port, { open: async () => screen, ...unasked })).rejects.toThrow('is taken');
    expect(screen.isClosed()).toBe(true);
    await first.close();
  });
});

const consoles: PartialClient['consoles'] = {
  explain: async () => ({ commands: ['ssh -L 5901:/run/vnc.sock lab', 'vncviewer 127.0.0.1::5901'], note: 'In two terminals:' }),
  open: async () => ({ ticket: 't-1', machineName: 'ciab', expiresAtEpochMs: 0 }),
};
const client: PartialClient = { ...clientWith([aHost()], { 'lab-1': [aMachine()] }), consoles };

describe('console', () => {
  it('explains by default and opens nothing', async () => {
    const { code, out } = await runCli(['console', 'ciab'], { client });
    expect(code).toBe(0);
    expect(out).toBe('In two terminals:\n\n  ssh -L 5901:/run/vnc.sock lab\n  vncviewer 127.0.0.1::5901\n');
  });

  it('with --listen says where, and ends with 0 on Ctrl-C', async () => {
    const controller = new AbortController();
    const screen = aScreen();
    const result = await runCli(['console', 'ciab', '--listen', '--json'], {
      client,
      signal: controller.signal,
      openConsole: async (ticket) => (ticket === 't-1' ? screen : Promise.reject(new Error(ticket))),
      onOut: () => controller.abort(),
    });
    expect(result.code).toBe(0);
    expect(JSON.parse(result.out)).toEqual({ address: '127.0.0.1', port: expect.any(Number) as number });
    expect(screen.isClosed()).toBe(true);
  });

  it('with --viewer starts the viewer that is there, on the port', async () => {
    const started: (readonly string[])[] = [];
    const programs = {
      find: async (names: readonly string[]) => (names.includes('vncviewer') ? '/usr/bin/vncviewer' : null),
      run: async (argv: readonly string[]) => {
        started.push(argv);
        return 0;
      },
    };
    const { code } = await runCli(['console', 'ciab', '--viewer'], { client, programs, openConsole: async () => aScreen() });
    expect(code).toBe(0);
    expect(started[0]?.[0]).toBe('/usr/bin/vncviewer');
    expect(started[0]?.[1]).toMatch(/^127\.0\.0\.1::\d+$/);
  });

  it('with --viewer and none installed says which would do', async () => {
    const { code, err } = await runCli(['console', 'ciab', '--viewer'], { client, programs: { find: async () => null } });
    expect(code).toBe(3);
    expect(err).toContain('remote-viewer');
  });

  it('of a machine without a screen fails before anything listens', async () => {
    const problem = { code: 'unsupported', message: 'ciab has no screen.', hint: null, raw: null } as const;
    const without = { ...client, consoles: { open: () => Promise.reject(new ApiError(problem)) } };
    const { code, out, err } = await runCli(['console', 'ciab', '--listen'], { client: without });
    expect({ code, out, err }).toEqual({ code: 3, out: '', err: 'nutshell: ciab has no screen.\n' });
  });

  it.each(['x', '70000', '-1'])('refuses port %s', async (port) => {
    expect((await runCli(['console', 'ciab', `--listen=${port}`], { client })).code).toBe(2);
  });
});
