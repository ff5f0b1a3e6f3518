import { describe, expect, it, vi } from 'vitest';
import { createWizardStore } from '#renderer/features/clouds/wizard/create-wizard-store.ts';
import { changeCount, chooseShape } from '#renderer/features/clouds/wizard/draft-edits.ts';
import { openCloudFile } from '#renderer/features/clouds/wizard/open-cloud-file.ts';
import { listRemarks, summariseStep } from '#renderer/features/clouds/wizard/wizard-steps.ts';
import { findPasswordProblem } from '#renderer/features/clouds/wizard/find-password-problem.ts';
import { createFakeAppClient } from '#fakes/window/create-fake-app-client.ts';
import { scenarios } from '#fakes/window/scenarios.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';

const recipe = aBuiltInRecipe('practice-cloud');
const nodes = recipe.shapes.find(({ id }) => id === 'frontend-and-nodes');

function setUp(name: keyof typeof scenarios = 'healthy') {
  const { client, calls } = createFakeAppClient(scenarios[name]);
  return { store: createWizardStore(client, 'kvm1'), calls };
}

async function start(name: keyof typeof scenarios = 'healthy') {
  const set = setUp(name);
  await set.store.getState().chooseRecipe('practice-cloud', 'blue');
  await set.store.getState().requestCompletion();
  return set;
}

describe('the cloud wizard', () => {
  it('proposes everything from a recipe and a name', async () => {
    const { store } = await start();
    const { answer, proposal } = store.getState();
    expect(answer?.kind).toBe('complete');
    expect(proposal?.cloud).toMatchObject({
      name: 'blue',
      machines: [{ name: 'blue', isoPath: '/srv/iso/practice-installer.iso' }],
    });
  });

  it('asks the host once the person stops typing, not for every key', async () => {
    const { store, calls } = await start();
    const asked = () => calls.filter((call) => call === 'clouds.complete').length;
    const before = asked();
    for (const name of ['r', 're', 'red']) {
      store.getState().change((draft) => ({ ...draft, name }));
    }
    expect(store.getState().answer).toBeNull();
    await vi.waitFor(() => expect(store.getState().answer?.kind).toBe('complete'), { timeout: 5_000 });
    expect(asked()).toBe(before + 1);
    expect(store.getState().proposal?.cloud.name).toBe('red');
  });

  it('does not ask about what cannot be read, and keeps what was proposed before', async () => {
    const { store, calls } = await start();
    const before = calls.length;
    store.getState().change((draft) => ({ ...draft, addresses: { ...draft.addresses, public: '10.101.' } }));
    await store.getState().requestCompletion();
    expect(calls).toHaveLength(before);
    expect(store.getState()).toMatchObject({
      answer: null,
      draft: { addresses: { public: '10.101.' } },
      proposal: { kind: 'complete' },
    });
  });

  it('names the other side of an overlap', async () => {
    const { store } = await start();
    store.getState().change((draft) => ({ ...draft, addresses: { ...draft.addresses, public: '10.101.7.120-10.101.7.140' } }));
    await store.getState().requestCompletion();
    expect(listRemarks(store.getState().answer)).toContainEqual({
      level: 'refusal',
      message: expect.stringMatching(/cloud ha\b/) as string,
    });
  });

  it('reviews exactly what it shows, and runs that', async () => {
    const { store } = await start();
    if (!nodes) throw new Error('no shape');
    store.getState().change((draft) => changeCount(chooseShape(draft, recipe, nodes), recipe, 'nc', 2));
    await store.getState().requestReview();
    const { review } = store.getState();
    if (review?.kind !== 'planned') throw new Error(JSON.stringify(review));
    expect(review.launches.map(({ role, how }) => [role, how])).toEqual([
      ['nc', 'unattended'],
      ['nc', 'unattended'],
      ['frontend', 'unattended'],
    ]);
    await store.getState().probe();
    const { review: probed } = store.getState();
    expect(probed).toMatchObject({ kind: 'planned', file: review.file, plan: review.plan });
    expect(probed?.kind === 'planned' ? probed.probe : null).not.toBeNull();
  });

  it('forgets a review as soon as anything is typed', async () => {
    const { store } = await start();
    await store.getState().requestReview();
    store.getState().setTerms({ days: 7 });
    expect(store.getState().review).toBeNull();
  });

  it('opens a cloud file, its machines in the recipe’s order', async () => {
    const { store } = setUp();
    const text = 'cloud: 1\nname: red\nrecipe: practice-cloud\nmachines:\n  - role: frontend\n  - role: nc\n';
    await openCloudFile(store, new File([text], 'red.yaml'));
    expect(store.getState()).toMatchObject({
      step: 'shape',
      draft: { name: 'red', machines: [{ role: 'nc' }, { role: 'frontend' }] },
    });
  });

  it('takes the machines of a file that names none from what is proposed', async () => {
    const { store } = setUp();
    await store.getState().openFile('red.yaml', 'cloud: 1\nname: red\nrecipe: practice-cloud\n');
    await store.getState().requestCompletion();
    expect(store.getState().draft).toMatchObject({ shape: 'cloud-in-a-box', machines: [{ role: 'ciab', name: null }] });
  });

  it('says by line and column what is wrong with a file, and changes nothing', async () => {
    const { store } = await start();
    await openCloudFile(store, new File(['cloud: 1\nname: Red\nrecipe: practice-cloud\n'], 'red.yaml'));
    expect(store.getState()).toMatchObject({
      draft: { name: 'blue' },
      brokenFile: { fileName: 'red.yaml', problems: [{ line: 2, column: 7, field: 'name' }] },
    });
  });

  it('refuses a file that no cloud file can be as large as', async () => {
    const { store } = setUp();
    await openCloudFile(store, new File(['#'.repeat(200_001)], 'large.yaml'));
    expect(store.getState().brokenFile?.problems[0]?.message).toContain('200001 bytes');
  });

  it('says that there is no such recipe', async () => {
    const { store } = setUp();
    await store.getState().openFile('x.yaml', 'cloud: 1\nname: red\nrecipe: unheard-of\n');
    expect(store.getState().choosing.kind).toBe('failed');
  });

  it('says that the host could not be asked', async () => {
    const { store } = await start('read-failed');
    expect(store.getState().completing.kind).toBe('failed');
  });

  it('forgets everything, the password too, once the cloud was begun', async () => {
    const { store } = await start();
    store.getState().setPassword('correct horse');
    store.getState().reset();
    expect(store.getState()).toMatchObject({ draft: null, password: '', step: 'recipe', proposal: null });
  });

  it('sums up in the list of steps what was chosen and what is proposed', async () => {
    const { store } = await start();
    const { draft, proposal } = store.getState();
    if (draft === null) throw new Error('no draft');
    const sum = (step: Parameters<typeof summariseStep>[0]) =>
      summariseStep(step, { draft, recipe, cloud: proposal?.cloud ?? null });
    expect(sum('shape')).toBe('blue, Cloud in a Box');
    expect(sum('iso')).toBe('practice-installer.iso');
    expect(sum('sizes')).toBe('1 machine, 512 MiB, 4 GiB');
  });
});

describe('a password of root', () => {
  it.each(['correct horse', 'sechs6'])('takes %j', (password) => {
    expect(findPasswordProblem(password)).toBeNull();
  });
  it.each(['short', 'x'.repeat(129), 'two\nlines'])('refuses %j with a sentence', (password) => {
    expect(findPasswordProblem(password)).toMatch(/\.$/);
  });
});

describe('a cloud that is changed in the wizard', () => {
  async function change() {
    const { client } = createFakeAppClient(scenarios['cloud-of-nodes']);
    const store = createWizardStore(client, 'kvm1');
    const { file } = await client.clouds.export({ hostId: 'kvm1', cloud: 'blue' });
    await store.getState().openFile('blue.yaml', file);
    store.getState().change((draft) => changeCount(draft, recipe, 'nc', 1));
    await store.getState().requestReview();
    return store;
  }

  it('loses no machine before the person has agreed, and tells what would become of its volume then', async () => {
    const store = await change();
    expect(listRemarks(store.getState().review)).toContainEqual({
      level: 'refusal',
      message: expect.stringContaining('Nobody has agreed to that yet.') as string,
    });
    await store.getState().agreeToRemoval({ keepVolumes: [], graceMinutes: 10 });
    const { review } = store.getState();
    expect(review).toMatchObject({ kind: 'planned', refusals: [], removes: ['blue-nc-2'], plan: { title: 'Change cloud blue' } });
    expect(review?.kind === 'planned' && review.volumes).toMatchObject([{ path: '/dev/vg01/blue-nc-2', isRemoved: true }]);
  });

  it('forgets that it was agreed to with every other change', async () => {
    const store = await change();
    await store.getState().agreeToRemoval({ keepVolumes: 'all', graceMinutes: 10 });
    store.getState().setTypedName('blue');
    store.getState().change((draft) => ({ ...draft, isoPath: '/srv/iso/practice-installer.iso' }));
    expect(store.getState()).toMatchObject({ removal: null, typedName: '', review: null });
  });
});
