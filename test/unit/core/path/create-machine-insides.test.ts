import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMachineInsides, type MachineInsidesOptions } from '#core/path/create-machine-insides.ts';
import type { MachineWay } from '#core/clouds/create-machine-ways.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import { known } from '#domain/fact.ts';
import { aCloud, aCloudMachine } from '#fakes/clouds.ts';
import { aHost } from '#fakes/host-facts.ts';

const cloud = aCloud({ machines: [aCloudMachine({ name: 'ciab' })] });
const at = { hostId: 'lab', machine: 'ciab' };
const { signal } = new AbortController();
const target = { address: '10.101.7.2', port: 22, user: 'root', auth: { kind: 'password' } } as const;

function login(value: string): MachineLogin {
  const secrets = [{ target: 'root@10.101.7.2', kind: 'password' as const, value }];
  return { answers: { acceptedFingerprints: [], secrets, remember: false } };
}

/** A machine that lets in whoever says "right". */
function createWorld() {
  const links: { readonly close: ReturnType<typeof vi.fn>; lose: () => void }[] = [];
  const logins: MachineLogin[] = [];
  const open = async (given: MachineLogin): Promise<MachineWay> => {
    logins.push(given);
    if (given.answers.secrets.at(-1)?.value !== 'right') {
      return { kind: 'question', question: { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false } };
    }
    const entry = { close: vi.fn(), lose: (): void => undefined };
    links.push(entry);
    const link = {
      close: entry.close,
      onLost: (listener: () => void) => {
        entry.lose = listener;
      },
    } as unknown as HostLink;
    return { kind: 'open', link, target, machine: aCloudMachine({ name: 'ciab' }) };
  };
  const facts = { ...aHost(), clouds: known([{ kind: 'read' as const, name: cloud.name, cloud }], 'cat') };
  const insides = createMachineInsides({
    hosts: { find: async () => ({ id: 'lab' }) },
    readings: { readRecent: async () => ({ facts, machines: [] }) },
    ways: {
      find: async () => ({ cloud }),
      open: (_place: unknown, _roles: unknown, given: MachineLogin) => open(given),
    },
  } as unknown as MachineInsidesOptions);
  return { insides, links, logins };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the connection into a machine', () => {
  it('is one for all who look, and is closed a while after the last has left', async () => {
    const { insides, links } = createWorld();
    const [one, other] = await Promise.all([
      insides.enter(at, login('right'), signal),
      insides.enter(at, login('right'), signal),
    ]);
    if (one.kind !== 'in' || other.kind !== 'in') throw new Error('not in');
    expect([links.length, one.link === other.link]).toEqual([1, true]);
    one.leave();
    vi.advanceTimersByTime(60_000);
    expect(links[0]?.close).not.toHaveBeenCalled();
    other.leave();
    vi.advanceTimersByTime(5_000);
    const third = await insides.enter(at, null, signal);
    vi.advanceTimersByTime(60_000);
    expect(links[0]?.close).not.toHaveBeenCalled();
    if (third.kind === 'in') third.leave();
    vi.advanceTimersByTime(21_000);
    expect(links[0]?.close).toHaveBeenCalledOnce();
  });

  it('asks once: what was answered is known when it must be opened anew, wrong answers are not', async () => {
    const { insides, links, logins } = createWorld();
    expect(await insides.enter(at, null, signal)).toMatchObject({ kind: 'question' });
    expect(await insides.enter(at, login('wrong'), signal)).toMatchObject({ kind: 'question' });
    expect(await insides.enter(at, null, signal)).toMatchObject({ kind: 'question' });
    expect(await insides.enter(at, login('right'), signal)).toMatchObject({ kind: 'in' });
    links[0]?.lose();
    expect(await insides.enter(at, null, signal)).toMatchObject({ kind: 'in' });
    expect(links).toHaveLength(2);
    expect(logins.at(-1)).toMatchObject({ machine: 'ciab', answers: { secrets: [{ value: 'right' }] } });
  });

  it('says so where the machine is in no cloud, and closes everything at the end', async () => {
    const { insides, links } = createWorld();
    expect(await insides.enter({ ...at, machine: 'other' }, null, signal)).toMatchObject({ kind: 'none' });
    await insides.enter(at, login('right'), signal);
    insides.closeAll();
    expect(links[0]?.close).toHaveBeenCalledOnce();
  });
});
