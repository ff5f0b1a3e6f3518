import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import { readCloudFile } from '#domain/clouds/read-cloud-file.ts';
import { toDraft } from './cloud-draft.ts';
import { changeRecipe, sortMachines, startDraft } from './draft-edits.ts';
import { createWizardQuestions } from './wizard-questions.ts';
import { blank, unanswered, type WizardContext, type WizardState } from './wizard-state.ts';

const completionDelayMs = 400;

/** The wizard of one host. It outlives the page, so that nothing typed is lost by looking at something else. */
export function createWizardStore(client: Pick<AppClient, 'clouds' | 'recipes'>, hostId: string) {
  return createStore<WizardState>()((set, get) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      set(unanswered);
      clearTimeout(timer);
      timer = setTimeout(() => void get().requestCompletion(), completionDelayMs);
    };
    const context: WizardContext = { client, hostId, set, get };
    const { requestCompletion, ...questions } = createWizardQuestions(context);
    return {
      ...blank,
      ...questions,
      ...createBeginnings(context, changed),
      open: (step) => set(({ visited }) => ({ step, visited: visited.includes(step) ? visited : [...visited, step] })),
      refuseFile: (brokenFile) => set({ brokenFile }),
      change(edit) {
        const { draft } = get();
        if (draft !== null) {
          set({ draft: edit(draft) });
          changed();
        }
      },
      setTerms(terms) {
        set(terms);
        changed();
      },
      setPassword: (password) => set({ password }),
      setTypedName: (typedName) => set({ typedName }),
      requestCompletion() {
        clearTimeout(timer);
        return requestCompletion();
      },
      reset() {
        clearTimeout(timer);
        set(blank);
      },
    };
  });
}

/** The two ways to a draft: a recipe, and a cloud file. */
function createBeginnings(
  { client, set, get }: WizardContext,
  changed: () => void,
): Pick<WizardState, 'chooseRecipe' | 'openFile'> {
  return {
    async chooseRecipe(id, freeName) {
      set({ choosing: { kind: 'loading' }, brokenFile: null });
      try {
        const { recipe } = await client.recipes.show({ id });
        const { draft } = get();
        const begun = draft === null ? startDraft(recipe, freeName) : changeRecipe(draft, recipe);
        set({ draft: begun, recipe, proposal: null, choosing: { kind: 'ready' } });
        changed();
      } catch (error) {
        set({ choosing: { kind: 'failed', problem: toProblem(error) } });
      }
    },
    async openFile(fileName, text) {
      const reading = readCloudFile(text);
      if (reading.kind === 'refused') {
        set({ brokenFile: { fileName, problems: reading.problems } });
        return;
      }
      set({ choosing: { kind: 'loading' }, brokenFile: null });
      try {
        const { recipe } = await client.recipes.show({ id: reading.wish.recipe });
        const draft = toDraft(reading.wish);
        const machines = sortMachines(draft.machines, recipe);
        set({ draft: { ...draft, machines }, recipe, proposal: null, choosing: { kind: 'ready' } });
        changed();
        get().open('shape');
      } catch (error) {
        set({ choosing: { kind: 'failed', problem: toProblem(error) } });
      }
    },
  };
}

export type WizardStore = ReturnType<typeof createWizardStore>;

/** One wizard for each host. */
export function createWizardStores(client: Pick<AppClient, 'clouds' | 'recipes'>) {
  const stores = new Map<string, WizardStore>();
  return {
    get(hostId: string): WizardStore {
      const store = stores.get(hostId) ?? createWizardStore(client, hostId);
      stores.set(hostId, store);
      return store;
    },
  };
}

export type WizardStores = ReturnType<typeof createWizardStores>;
