import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { TerminalEvent } from '#contract/terminals.ts';
import type { TerminalPlace } from '#domain/terminals/terminal.ts';
import { createTerminal } from '#renderer/features/terminals/create-terminal.ts';
import type { TerminalLook, TerminalView, TerminalViewListener } from '#renderer/features/terminals/load-xterm.ts';
import type { TerminalListener } from '#renderer/lib/terminal-channel.ts';

const look: TerminalLook = { colors: {}, fontFamily: 'mono', fontSizePx: 13, isScreenReader: false };
const opened: TerminalEvent = { kind: 'open', terminalId: 't1', ticket: 'ticket', target: 'root@kvm1' };
const settle = () => new Promise((resolve) => setTimeout(resolve));

type Wish = Parameters<AppClient['terminals']['open']>[0];

/** Each opening tells the next of these, then goes on until it is given up. */
function setUp(place: TerminalPlace, ...openings: readonly (readonly TerminalEvent[] | ApiError)[]) {
  const wishes: Wish[] = [];
  const signals: AbortSignal[] = [];
  const sizes: unknown[] = [];
  const sent: string[] = [];
  const written: string[] = [];
  const drawings: ((() => void) | undefined)[] = [];
  const channel = { listener: null as TerminalListener | null, close: vi.fn() };
  const view = { size: { columns: 100, rows: 30 }, listener: null as TerminalViewListener | null, dispose: vi.fn() };
  const fakeView: TerminalView = {
    open: vi.fn(),
    write(bytes, drawn) {
      written.push(typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes));
      drawings.push(drawn);
    },
    fit: () => view.size,
    focus: vi.fn(),
    blur: vi.fn(),
    selection: () => 'chosen',
    setLook: vi.fn(),
    dispose: view.dispose,
  };
  const copied: string[] = [];
  const element = { isConnected: true, remove: vi.fn() };
  const open = async function* (wish: Wish, options?: { readonly signal?: AbortSignal }): AsyncGenerator<TerminalEvent> {
    wishes.push(wish);
    const { signal } = options ?? {};
    if (signal) signals.push(signal);
    const opening = openings[wishes.length - 1] ?? [opened];
    if (opening instanceof ApiError) throw opening;
    yield* opening;
    if (opening.at(-1)?.kind === 'open') await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  };
  const terminal = createTerminal(
    {
      client: { terminals: { open, resize: async (size: unknown) => (sizes.push(size), null), explain: vi.fn() } },
      openChannel: () => ({
        listen: (listener) => void (channel.listener = listener),
        send: (bytes) => void sent.push(new TextDecoder().decode(bytes)),
        close: channel.close,
      }),
      loadXterm: async () => ({ create: (_look, listener) => ((view.listener = listener), fakeView) }),
      createElement: () => element as unknown as HTMLElement,
      styleNonce: 'nonce',
      copy: (text) => copied.push(text),
    },
    { id: 'terminal-1', hostId: 'kvm1', place, title: 'kvm1' },
  );
  const say = (text: string, drawn: () => void = () => undefined) =>
    channel.listener?.onData(new TextEncoder().encode(text), drawn);
  return {
    ...{ terminal, wishes, signals, sizes, sent, written, drawings, channel, view, element, copied, say, fakeView },
    type: (text: string) => view.listener?.onInput(new TextEncoder().encode(text)),
    state: () => terminal.store.getState().state,
  };
}

describe('a terminal of the window', () => {
  it('asks for a shell as large as there is room, once it is in sight', async () => {
    const { terminal, wishes, state } = setUp({ kind: 'host' });
    expect(state().kind).toBe('new');
    void terminal.show(look);
    await settle();
    expect(wishes).toMatchObject([{ hostId: 'kvm1', place: { kind: 'host' }, screen: { columns: 100, rows: 30 } }]);
    expect(state()).toEqual({ kind: 'open', target: 'root@kvm1' });
    void terminal.show(look);
    await settle();
    expect(wishes).toHaveLength(1);
  });

  it('loads nothing for an element that is in no page', async () => {
    const { terminal, wishes, element } = setUp({ kind: 'host' });
    element.isConnected = false;
    await terminal.show(look);
    expect(wishes).toEqual([]);
  });

  it('types only into a shell that is open', async () => {
    const { terminal, type, sent, state } = setUp({ kind: 'host' }, [
      opened,
      { kind: 'ended', ending: { kind: 'exited', code: 0 } },
    ]);
    void terminal.show(look);
    await settle();
    expect(state().kind).toBe('ended');
    type('lost');
    expect(sent).toEqual([]);
    void terminal.connect();
    await settle();
    type('ls\r');
    expect(sent).toEqual(['ls\r']);
  });

  it('acknowledges what was drawn, and not what was only received', async () => {
    const { terminal, say, drawings } = setUp({ kind: 'host' });
    void terminal.show(look);
    await settle();
    const drawn = vi.fn();
    say('y', drawn);
    expect(drawn).not.toHaveBeenCalled();
    drawings.at(-1)?.();
    expect(drawn).toHaveBeenCalledOnce();
  });

  it('tells the shell its new size, and also one that changed while it was being opened', async () => {
    const { terminal, view, sizes } = setUp({ kind: 'host' });
    void terminal.show(look);
    view.listener?.onResize({ columns: 1, rows: 1 });
    await settle();
    view.listener?.onResize({ columns: 132, rows: 43 });
    expect(sizes.at(-1)).toEqual({ terminalId: 't1', columns: 132, rows: 43 });
  });

  it('keeps what was written when the line is cut, and calms the screen down when it connects again', async () => {
    const lost = { kind: 'lost', reason: 'The line was cut.' } as const;
    const { terminal, written, say, state } = setUp({ kind: 'host' }, [opened, { kind: 'ended', ending: lost }]);
    void terminal.show(look);
    await settle();
    say('still there');
    expect(state()).toEqual({ kind: 'ended', ending: lost });
    await Promise.race([terminal.connect(), settle()]);
    expect(written[0]).toBe('still there');
    expect(written[1]).toContain('\x1b[?1049l');
  });

  it('says why its bytes ended where the back end did not', async () => {
    const { terminal, channel, state } = setUp({ kind: 'host' });
    void terminal.show(look);
    await settle();
    channel.listener?.onClose('The host takes no input from this console.');
    expect(state()).toMatchObject({
      kind: 'ended',
      ending: { kind: 'lost', reason: 'The host takes no input from this console.' },
    });
  });

  it('goes on with the answer to a question, and forgets a password when it was let in', async () => {
    const question: TerminalEvent = { kind: 'question', question: { kind: 'password', target: 'root@blue', wrongBefore: false } };
    const { terminal, wishes, state } = setUp({ kind: 'cloud', cloud: 'blue' }, [question], [opened]);
    void terminal.show(look);
    await settle();
    expect(state()).toEqual(question);
    void terminal.giveSecret({ target: 'root@blue', kind: 'password' }, 'pass', true);
    await settle();
    void terminal.connect();
    await settle();
    expect(wishes.map(({ login }) => login.answers)).toMatchObject([
      { secrets: [] },
      { secrets: [{ value: 'pass' }], remember: true },
      { secrets: [] },
    ]);
  });

  it('asks first how to log in to an instance', async () => {
    const { terminal, wishes, state } = setUp({ kind: 'instance', cloud: 'blue', instance: 'i-1', address: '10.101.7.64' });
    await terminal.show(look);
    expect(state()).toEqual({ kind: 'login' });
    void terminal.logIn({ user: null, auth: { kind: 'key', path: 'blue.pem' }, address: null });
    await settle();
    expect(wishes).toMatchObject([{ login: { auth: { kind: 'key', path: 'blue.pem' } } }]);
  });

  it('says why it could not be opened', async () => {
    const problem = { code: 'not-connected', message: 'There is no connection to kvm1.', hint: null, raw: null } as const;
    const { terminal, state } = setUp({ kind: 'host' }, new ApiError(problem));
    await terminal.show(look);
    expect(state()).toEqual({ kind: 'failed', problem });
  });

  it('hangs up when it is closed, and hears nothing afterwards', async () => {
    const { terminal, channel, signals, view, state } = setUp({ kind: 'host' });
    void terminal.show(look);
    await settle();
    terminal.close();
    expect(signals[0]?.aborted).toBe(true);
    expect(channel.close).toHaveBeenCalled();
    expect(view.dispose).toHaveBeenCalled();
    channel.listener?.onClose('too late');
    expect(state().kind).toBe('open');
  });
});
