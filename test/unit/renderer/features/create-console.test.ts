import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import { createConsole } from '#renderer/features/consoles/create-console.ts';
import type { Rfb } from '#renderer/features/consoles/load-rfb.ts';

class FakeRfb extends EventTarget {
  scaleViewport = false;
  readonly pressed: string[] = [];
  disconnect = vi.fn();
  sendKey(_keysym: number, code: string, down: boolean) {
    this.pressed.push(`${down ? '+' : '-'}${code}`);
  }
}

function setUp(open: () => Promise<object> = async () => ({ ticket: 't' })) {
  const rfbs: FakeRfb[] = [];
  const screen = { isConnected: true, replaceChildren: vi.fn() } as unknown as HTMLElement;
  const machineConsole = createConsole(
    {
      client: { consoles: { open } } as never,
      openChannel: () => ({ closeReason: 'QEMU ended.' }) as never,
      loadRfb: async () => ({
        create: () => {
          const rfb = new FakeRfb();
          rfbs.push(rfb);
          return rfb as unknown as Rfb;
        },
        requestUpdate: () => undefined,
      }),
      createScreen: () => screen,
      clock: () => 1_000,
    },
    'kvm1',
    'ciab',
  );
  return { machineConsole, rfbs, state: () => machineConsole.store.getState().state };
}

describe('a console', () => {
  it('mends a broken connection by itself and says why it broke', async () => {
    vi.useFakeTimers();
    const { machineConsole, rfbs, state } = setUp();
    await machineConsole.open();
    rfbs[0]?.dispatchEvent(new Event('connect'));
    expect(state().kind).toBe('connected');
    rfbs[0]?.dispatchEvent(new Event('disconnect'));
    expect(state()).toEqual({ kind: 'reconnecting', reason: 'QEMU ended.', attempt: 1, nextAttemptEpochMs: 2_000 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rfbs).toHaveLength(2);
    machineConsole.close();
    vi.useRealTimers();
  });

  it('says goodbye to a screen that still is there, and to no other', async () => {
    const { machineConsole, rfbs } = setUp();
    await machineConsole.open();
    rfbs[0]?.dispatchEvent(new Event('disconnect'));
    expect(rfbs[0]?.disconnect).not.toHaveBeenCalled();
    await machineConsole.open();
    machineConsole.close();
    expect(rfbs[1]?.disconnect).toHaveBeenCalledOnce();
  });

  it('does not retry a refusal', async () => {
    const problem = { code: 'missing-on-host', message: 'ciab does not run.', hint: null, raw: null } as const;
    const { machineConsole, state } = setUp(async () => {
      throw new ApiError(problem);
    });
    await machineConsole.open();
    expect(state()).toEqual({ kind: 'failed', problem });
  });

  it('ignores the end of a connection that was already replaced', async () => {
    const { machineConsole, rfbs, state } = setUp();
    await machineConsole.open();
    await machineConsole.open();
    rfbs[0]?.dispatchEvent(new Event('disconnect'));
    expect(state().kind).toBe('opening');
    machineConsole.close();
  });

  it('presses keys in order and lets go in reverse', async () => {
    const { machineConsole, rfbs } = setUp();
    await machineConsole.open();
    machineConsole.press([
      { keysym: 1, code: 'ControlLeft' },
      { keysym: 2, code: 'F1' },
    ]);
    expect(rfbs[0]?.pressed).toEqual(['+ControlLeft', '+F1', '-F1', '-ControlLeft']);
    machineConsole.close();
  });
});
