import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRange } from '#domain/addressing/address-range.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { readCloudFile } from '#domain/clouds/read-cloud-file.ts';
import { readDraft, toDraft } from '#renderer/features/clouds/wizard/cloud-draft.ts';
import {
  changeCount,
  changeMachine,
  changeRecipe,
  chooseShape,
  movePart,
  nameMachines,
  startDraft,
} from '#renderer/features/clouds/wizard/draft-edits.ts';
import { listAddressParts } from '#renderer/features/clouds/wizard/list-address-parts.ts';
import { chooseFreeName } from '#renderer/features/clouds/wizard/choose-free-name.ts';
import { findStep } from '#renderer/features/clouds/wizard/wizard-steps.ts';
import { aCloud, aLargeCloud, aMachineWish, aWish } from '#fakes/clouds.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';

const recipe = aBuiltInRecipe('practice-cloud');
const nodes = recipe.shapes.find(({ id }) => id === 'frontend-and-nodes') ?? recipe.shapes[0];
if (!nodes) throw new Error('The practice recipe has no shape of several machines');
const draft = startDraft(recipe, 'blue');
const rolesOf = ({ machines }: typeof draft) => machines.map(({ role }) => role);

describe('a cloud that is being typed', () => {
  it('is the same wish again after it was made a draft', () => {
    const address = fc.integer({ min: 1, max: 2 ** 32 - 2 });
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const wish = fc
      .record({
        addresses: fc.uniqueArray(maybe(address), { minLength: 1, maxLength: 6, selector: (one) => one ?? Symbol('open') }),
        memoryMiB: maybe(fc.integer({ min: 64, max: 65_536 })),
        publicRange: maybe(fc.tuple(address, address)),
        publicCount: maybe(fc.integer({ min: 1, max: 2_047 })),
        isPrivate: fc.boolean(),
      })
      .map(({ addresses, memoryMiB, publicRange, publicCount, isPrivate }) =>
        aWish({
          machines: addresses.map((one) => aMachineWish('nc', { address: one, memoryMiB })),
          addresses: {
            public: publicRange === null ? [] : [toRange(Math.min(...publicRange), Math.max(...publicRange))],
            publicCount: publicRange === null ? publicCount : null,
            private: isPrivate ? toKnownRange('172.30.4.0/22') : null,
            addressesPerGroup: null,
            bridgeAddress: null,
          },
        }),
      );
    fc.assert(
      fc.property(wish, (before) => {
        const { wish: after, file, problems } = readDraft(toDraft(before));
        expect(problems).toEqual([]);
        expect(after).toEqual(before);
        expect(readCloudFile(file)).toEqual({ kind: 'read', wish: before });
      }),
    );
  });

  it('keeps half an address as it was typed, and says what is wrong with it', () => {
    const typed = changeMachine({ ...draft, addresses: { ...draft.addresses, public: '10.101.7.64-' } }, 0, {
      address: '10.101',
    });
    const { problems, wish } = readDraft(typed);
    expect(problems.map(({ field }) => field)).toEqual(['machines[0].address', 'addresses.public']);
    expect(wish.machines[0]?.address).toBeNull();
    expect(wish.addresses).toMatchObject({ public: [], publicCount: null });
  });

  it.each([
    ['32', { public: [], publicCount: 32 }],
    ['10.101.7.64-10.101.7.95', { public: [toKnownRange('10.101.7.64-10.101.7.95')], publicCount: null }],
    ['  ', { public: [], publicCount: null }],
  ])('reads the public addresses %j as how many or which', (text, expected) => {
    expect(readDraft({ ...draft, addresses: { ...draft.addresses, public: text } }).wish.addresses).toMatchObject(expected);
  });

  it('is told what a cloud file would be told', () => {
    const { problems } = readDraft({ ...draft, name: 'Blue' });
    expect(problems).toEqual([{ field: 'name', message: expect.stringContaining('lower-case') as string }]);
  });

  it.each(['172.30.4.1-172.30.4.9', '172.30.4.0/33', 'fd00::/8'])('refuses %s as a private subnet', (text) => {
    const { problems } = readDraft({ ...draft, addresses: { ...draft.addresses, private: text } });
    expect(problems).toMatchObject([{ field: 'addresses.private' }]);
  });
});

describe('what is changed about a cloud', () => {
  it('has node controllers before their frontend, whatever is added when', () => {
    const shaped = chooseShape(draft, recipe, nodes);
    expect(rolesOf(shaped)).toEqual(['nc', 'frontend']);
    expect(rolesOf(changeCount(shaped, recipe, 'nc', 3))).toEqual(['nc', 'nc', 'nc', 'frontend']);
  });

  it('keeps what was said about machines that stay', () => {
    const three = changeCount(chooseShape(draft, recipe, nodes), recipe, 'nc', 3);
    const said = changeMachine(changeMachine(three, 0, { memoryMiB: 700 }), 3, { memoryMiB: 900 });
    const two = changeCount(said, recipe, 'nc', 2);
    expect(two.machines.map(({ role, memoryMiB }) => [role, memoryMiB])).toEqual([
      ['nc', 700],
      ['nc', null],
      ['frontend', 900],
    ]);
  });

  it('leaves open again what only the recipe before has a meaning for', () => {
    const said = { ...draft, isoPath: '/srv/iso/a.iso', install: 'boot-menu' as const, name: 'mine' };
    expect(changeRecipe(said, aBuiltInRecipe('devstack'))).toMatchObject({ name: 'mine', isoPath: null, install: null });
  });

  it('takes the machines of a cloud that is there by their names, and leaves names open where it is new', () => {
    const cloud = aLargeCloud();
    const empty = { ...draft, machines: [] };
    expect(nameMachines(empty, cloud, cloud).machines.map(({ name }) => name)).toEqual([
      'blue-nc-1',
      'blue-nc-2',
      'blue-frontend',
    ]);
    expect(nameMachines(empty, cloud, null).machines.map(({ name }) => name)).toEqual([null, null, null]);
  });

  it('moves a private network only to where one of its size can be', () => {
    const part = { kind: 'private', name: null, range: toKnownRange('172.30.0.0/23') } as const;
    const block = toKnownRange('172.30.0.0/20');
    const move = (first: string) =>
      movePart(draft, part, { to: toRange(toKnownRange(first).first, toKnownRange(first).first + 511), block, names: [] });
    expect(move('172.30.4.3').addresses.private).toBe('172.30.4.0/23');
    expect(move('172.30.16.0').addresses.private).toBe('');
  });

  it('moves a machine by its name', () => {
    const part = { kind: 'machine', name: 'blue', range: toKnownRange('10.101.7.2') } as const;
    const moved = movePart(draft, part, {
      to: toKnownRange('10.101.7.9'),
      block: toKnownRange('10.101.7.0/24'),
      names: ['blue'],
    });
    expect(moved.machines[0]?.address).toBe('10.101.7.9');
  });

  it('draws what was typed at once, and all else as it was proposed', () => {
    const { wish } = readDraft({ ...draft, addresses: { ...draft.addresses, public: '10.101.7.200-10.101.7.210' } });
    const parts = listAddressParts(wish, aCloud());
    expect(parts.filter(({ kind }) => kind === 'public')).toEqual([
      { kind: 'public', name: null, range: toKnownRange('10.101.7.200-10.101.7.210'), isGiven: true },
    ]);
    expect(parts.find(({ kind }) => kind === 'machine')).toMatchObject({ name: 'blue', isGiven: false });
  });
});

describe('the names and steps of the wizard', () => {
  it('proposes a name that neither a cloud nor a machine of one has', () => {
    expect(chooseFreeName(['blue-nc-1', 'green'])).toBe('amber');
    const all = ['blue', 'green', 'amber', 'violet', 'teal', 'coral', 'indigo', 'olive', 'cloud-2'];
    expect(chooseFreeName(all)).toBe('cloud-3');
  });

  it.each([
    ['name', 'shape'],
    ['machines[11].name', 'sizes'],
    ['iso', 'iso'],
    ['machines[0].diskGiB', 'sizes'],
    ['machines[2].address', 'addresses'],
    ['addresses.publicCount', 'addresses'],
    ['locale.timezone', 'review'],
  ])('asks for %s in the step %s', (field, step) => {
    expect(findStep(field)).toBe(step);
  });
});
