import { describe, expect, it } from 'vitest';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Link } from '#domain/hosts/network-facts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { buildImpairPlan, type ImpairWish } from '#domain/path/impair/build-impair-plan.ts';
import type { Impairment } from '#domain/path/impair/impairment.ts';
import { aMachine } from '#fakes/machines.ts';

const mac = '52:54:00:aa:00:01';
const tap = { index: 9, name: 'tap0', mtu: 1500, state: 'up' } as Link;
const withLinks = (...links: readonly Link[]) =>
  ({ network: { links: { kind: 'known', value: links, command: 'ip -d -s link' } } }) as unknown as HostFacts;
const running = (more: Partial<Machine> = {}) =>
  aMachine({
    name: 'ciab',
    owner: 'nutshell',
    state: { kind: 'running', pid: 1 } as Machine['state'],
    nics: [{ mac, backend: 'bridge', model: null, bridge: 'br0', tap: 'tap0' }],
    ...more,
  });

const plan = (impairment: Impairment, more: Partial<ImpairWish> = {}) =>
  buildImpairPlan({ machine: running(), nicMac: null, impairment, seconds: 30, facts: withLinks(tap), ...more });

describe('a plan that breaks a path on purpose', () => {
  it.each<[Impairment, readonly string[], readonly string[]]>([
    [{ kind: 'link-down' }, ['link-down'], ['link-up']],
    [{ kind: 'delay', delayMs: 200, jitterMs: 0 }, ['qdisc', 'netem', 'delay', '200ms'], ['qdisc', 'netem']],
    [{ kind: 'delay', delayMs: 200, jitterMs: 50 }, ['qdisc', 'netem', 'delay', '200ms', '50ms'], ['qdisc', 'netem']],
    [{ kind: 'loss', percent: 2.5 }, ['qdisc', 'netem', 'loss', '2.5%'], ['qdisc', 'netem']],
    [
      { kind: 'rate', kbitPerSecond: 512 },
      ['qdisc', 'tbf', 'rate', '512kbit', 'burst', '32kb', 'limit', '256kb'],
      ['qdisc', 'tbf'],
    ],
    [{ kind: 'mtu', bytes: 1400 }, ['mtu', '1400'], ['mtu', '1400', '1500']],
  ])('does %j to the very tap, waits, and puts it back', (impairment, broken, restored) => {
    const { plan: found, refusal } = plan(impairment);
    expect(refusal).toBeNull();
    const [impair, wait, restore] = found.steps;
    const back = ['restore-device.sh', 'tap0', '9', ...restored];
    expect(impair?.action).toEqual({ kind: 'run', argv: ['impair-device.sh', 'tap0', '9', ...broken] });
    // Cancelled while it waits, or found interrupted: the same command puts it back.
    expect(impair?.undo).toMatchObject({ argv: back, coversFailure: true });
    expect(wait).toMatchObject({ action: { argv: ['sleep', '30'] }, letsOthers: true, isCancellable: true });
    expect(restore?.action).toEqual({ kind: 'run', argv: back });
  });

  it('says which way of the packets it is', () => {
    expect(plan({ kind: 'loss', percent: 10 }).warnings.join(' ')).toContain('Only packets on their way to ciab');
    expect(plan({ kind: 'link-down' }).warnings.join(' ')).not.toContain('Only packets');
    expect(plan({ kind: 'link-down' }, { machine: running({ owner: 'foreign' }) }).warnings.join(' ')).toContain(
      'not made by Nutshell',
    );
  });

  it.each<[string, Partial<ImpairWish>, Impairment, RegExp]>([
    [
      'does not run',
      { machine: running({ state: { kind: 'stopped' } as Machine['state'] }) },
      { kind: 'link-down' },
      /does not run/,
    ],
    ['has no card', { machine: running({ nics: [] }) }, { kind: 'link-down' }, /no network card\./],
    ['has no such card', { nicMac: '52:54:00:00:00:99' }, { kind: 'link-down' }, /no network card 52:54/],
    [
      'has a tap that nobody may see',
      { machine: running({ nics: [{ mac, backend: 'bridge', model: null, bridge: 'br0', tap: null }] }) },
      { kind: 'link-down' },
      /only root may see/,
    ],
    ['has lost its tap', { facts: withLinks() }, { kind: 'link-down' }, /not on the host/],
    ['is down already', { facts: withLinks({ ...tap, state: 'down' }) }, { kind: 'link-down' }, /down already/],
    ['has that MTU already', {}, { kind: 'mtu', bytes: 1500 }, /1500 bytes already/],
  ])('changes nothing where the machine %s', (_, more, impairment, reason) => {
    const { plan: found, refusal } = plan(impairment, more);
    expect(refusal).toMatch(reason);
    expect(found.steps).toEqual([]);
  });

  it('knows a card by its MAC, however that is written', () => {
    expect(plan({ kind: 'link-down' }, { nicMac: mac.toUpperCase() }).refusal).toBeNull();
  });
});
