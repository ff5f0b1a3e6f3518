import { describe, expect, it } from 'vitest';
import { parsePlace, toHash, type Place } from '#renderer/session/place.ts';

const places: readonly Place[] = [
  { kind: 'welcome' },
  { kind: 'practice' },
  { kind: 'add-host' },
  { kind: 'recipes' },
  { kind: 'recipe', recipe: 'practice-cloud', tab: 'install' },
  { kind: 'host', hostId: 'kvm1', tab: 'machines' },
  { kind: 'edit-host', hostId: 'kvm1' },
  { kind: 'launch', hostId: 'kvm1' },
  { kind: 'new-cloud', hostId: 'kvm1' },
  { kind: 'cloud', hostId: 'kvm1', cloud: 'blue' },
  { kind: 'take-down', hostId: 'kvm1', cloud: 'blue' },
  { kind: 'ec2', hostId: 'kvm1', cloud: 'blue' },
  { kind: 'verify', hostId: 'kvm1', cloud: 'blue' },
  { kind: 'machine', hostId: 'kvm1', machine: 'ciab', tab: 'console' },
  { kind: 'machine', hostId: 'kvm1', machine: 'a/b %2F?#', tab: 'path' },
  { kind: 'destroy', hostId: 'kvm1', machine: 'ciab' },
  { kind: 'operation', hostId: 'kvm1', operationId: 'op-1' },
  { kind: 'continue-operation', hostId: 'kvm1', operationId: 'op-1', way: 'undo' },
];

describe('the address of a place', () => {
  it.each(places.map((place) => [toHash(place), place] as const))('%s leads back to its place', (hash, place) => {
    expect(parsePlace(hash)).toEqual(place);
  });

  it('opens a host without a tab on its overview', () => {
    expect(parsePlace('#/hosts/kvm1')).toEqual({ kind: 'host', hostId: 'kvm1', tab: 'overview' });
  });

  it.each([
    '',
    '#',
    '#/',
    '#/nowhere',
    '#/hosts',
    '#/recipes/x/nothing',
    '#/hosts/kvm1/nothing',
    '#/hosts/kvm1/machines/ciab/nothing',
    '#/%E0%A4%A',
  ])('names no place: %j', (hash) => {
    expect(parsePlace(hash)).toBeNull();
  });
});
