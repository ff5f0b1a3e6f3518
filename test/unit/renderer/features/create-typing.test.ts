import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { TypingEvent } from '#contract/consoles.ts';
import { createTyping } from '#renderer/features/consoles/create-typing.ts';
import { explainUntypable } from '#renderer/features/consoles/answer-words.ts';
import { groupEntries } from '#renderer/features/consoles/group-entries.ts';
import { buildAnswerSheet } from '#domain/recipes/build-answer-sheet.ts';
import { aBuiltInRecipe, someInstallValues } from '#fakes/recipes.ts';

type Type = (input: object, options: { readonly signal: AbortSignal }) => AsyncIterable<TypingEvent>;

function setUp(type: Type) {
  const typing = createTyping({ consoles: { type } } as never, 'kvm1', 'ciab');
  const request = { index: 3, layout: 'us', text: 'eth0', keys: ['tab'] } as const;
  return { typing, request, look: () => typing.store.getState() };
}

describe('typing an answer', () => {
  it('marks it as typed when its last key went out', async () => {
    const inputs: object[] = [];
    const { typing, request, look } = setUp(async function* (input) {
      inputs.push(input);
      yield { kind: 'pressed', count: 1, total: 5 };
      yield { kind: 'done', count: 5, total: 5 };
    });
    await typing.type(request);
    expect(inputs).toEqual([{ hostId: 'kvm1', machine: 'ciab', layout: 'us', text: 'eth0', keys: ['tab'] }]);
    expect(look()).toEqual({ state: { kind: 'idle' }, typed: new Set([3]) });
  });

  it('stops between two keys, and says how many went out', async () => {
    const { typing, request, look } = setUp(async function* (_input, { signal }) {
      yield { kind: 'pressed', count: 2, total: 5 };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new ApiError({ code: 'cancelled', message: 'Stopped.', hint: null, raw: null });
    });
    const done = typing.type(request);
    await new Promise((resolve) => setTimeout(resolve, 5));
    // One at a time: what is begun meanwhile is left alone.
    await typing.type({ ...request, index: 4 });
    typing.stop();
    await done;
    expect(look()).toEqual({ state: { kind: 'stopped', index: 3, count: 2, total: 5 }, typed: new Set() });
  });

  it('says why it could not be typed', async () => {
    const problem = { code: 'conflict', message: 'ciab is not running.', hint: null, raw: null } as const;
    const { typing, request, look } = setUp(async function* () {
      yield* [];
      throw new ApiError(problem);
    });
    await typing.type(request);
    expect(look().state).toEqual({ kind: 'failed', index: 3, problem });
  });
});

describe('the sheet', () => {
  it('stands in the order of the installer, a heading for each of its screens', () => {
    const sheet = buildAnswerSheet(aBuiltInRecipe('eucalyptus-faststart-3'), 'ciab', someInstallValues());
    if (sheet.kind !== 'built') throw new Error('There is no sheet');
    const groups = groupEntries(sheet.entries);
    expect(groups.flatMap(({ entries }) => entries.map(({ index }) => index))).toEqual(sheet.entries.map((_entry, at) => at));
    expect(groups.filter(({ isNewPhase }) => isNewPhase).map(({ phase }) => phase)).toEqual(['installer', 'first-boot']);
    expect(groups.find(({ screen }) => screen === 'Root password')?.entries.map(({ entry }) => entry.question)).toEqual([
      'Root Password',
      'Confirm',
    ]);
  });

  it('says why an answer cannot be typed, and names no character of a password', () => {
    const secret = { kind: 'secret', name: 'rootPassword' } as const;
    expect(explainUntypable(secret, '', 'us')).toBe('Enter the root password above first.');
    expect(explainUntypable(secret, 'ñ', 'us')).toBe('The password has a character that this keyboard layout cannot type.');
    expect(explainUntypable(secret, 'ñ', 'es')).toBeNull();
    expect(explainUntypable({ kind: 'type', text: 'ñ' }, '', 'us')).toContain('"ñ" (U+00F1) cannot be typed');
  });
});
