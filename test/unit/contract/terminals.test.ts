import { describe, expect, it } from 'vitest';
import { terminals } from '#contract/terminals.ts';

const good = {
  hostId: 'lab-1',
  place: { kind: 'machine', machine: 'ciab' },
  login: { answers: { acceptedFingerprints: [], secrets: [], remember: false } },
  screen: { type: 'xterm-256color', columns: 80, rows: 24 },
};

describe('what may be asked of a terminal', () => {
  it.each([
    ['a shell with a screen', good],
    ['one without', { ...good, screen: null }],
    ['the host', { ...good, place: { kind: 'host' } }],
    ['a machine at an address', { ...good, place: { kind: 'machine', machine: 'ciab', address: '10.101.7.20' } }],
    ['an instance', { ...good, place: { kind: 'instance', cloud: 'blue', instance: 'i-1', address: '10.101.7.64' } }],
  ])('%s', (_what, wish) => {
    expect(terminals.open.input.safeParse(wish).success).toBe(true);
  });

  it.each([
    ['an address that ssh would take for an option', { ...good, place: { ...good.place, address: '-oProxyCommand=x' } }],
    ['a user that ssh would take for an option', { ...good, login: { ...good.login, user: '-l' } }],
    ['a type that is a path', { ...good, screen: { ...good.screen, type: '../x' } }],
    ['a window of no size', { ...good, screen: { ...good.screen, rows: 0 } }],
    ['a window beyond all screens', { ...good, screen: { ...good.screen, columns: 1_000_000 } }],
    ['a cloud with a strange name', { ...good, place: { kind: 'cloud', cloud: '$(id)' } }],
    ['what nobody knows', { ...good, command: 'id' }],
  ])('but not %s', (_what, wish) => {
    expect(terminals.open.input.safeParse(wish).success).toBe(false);
  });
});
