import type { AppClient } from '#contract/api.ts';
import type { CloudRefusal, CloudReview, CompleteCloud } from '#contract/clouds.ts';
import type { RemovalWish } from '#domain/machines/destroy-wish.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { FileProblem } from '#domain/yaml/file-problem.ts';
import type { Status } from '#renderer/session/status.ts';
import type { CloudDraft } from './cloud-draft.ts';
import type { WizardStepId } from './wizard-steps.ts';

/** A cloud file that was chosen and cannot be used, and why. */
export interface BrokenFile {
  readonly fileName: string;
  readonly problems: readonly FileProblem[];
}

export interface WizardState {
  readonly step: WizardStepId;
  readonly visited: readonly WizardStepId[];
  /** null until a recipe is chosen or a file opened. */
  readonly draft: CloudDraft | null;
  /** That of the draft; null while it is being read. */
  readonly recipe: Recipe | null;
  readonly choosing: Status;
  readonly brokenFile: BrokenFile | null;
  /** Of the draft as it stands; null while a newer one is being completed, or cannot be read. */
  readonly answer: CompleteCloud | CloudRefusal | null;
  /** The last one that was complete: what is proposed where nothing newer is known. */
  readonly proposal: CompleteCloud | null;
  readonly completing: Status;
  readonly review: CloudReview | CloudRefusal | null;
  readonly reviewing: Status;
  readonly probing: Status;
  /** What was agreed to of machines that go; null: nothing. Withdrawn by every other change. */
  readonly removal: RemovalWish | null;
  readonly agreeing: Status;
  /** The cloud's, where volumes go. */
  readonly typedName: string;
  readonly days: number | null;
  readonly ignoreLaptop: boolean;
  /** Of root on the machines. It lives here only, until the cloud is begun. */
  readonly password: string;
  readonly open: (step: WizardStepId) => void;
  readonly chooseRecipe: (id: string, freeName: string) => Promise<void>;
  readonly openFile: (fileName: string, text: string) => Promise<void>;
  readonly refuseFile: (file: BrokenFile | null) => void;
  readonly change: (edit: (draft: CloudDraft) => CloudDraft) => void;
  readonly setTerms: (terms: Partial<Pick<WizardState, 'days' | 'ignoreLaptop'>>) => void;
  readonly setPassword: (password: string) => void;
  readonly requestCompletion: () => Promise<void>;
  readonly requestReview: () => Promise<void>;
  /** Asks on the bridge for the addresses of what is being reviewed, which stays the same otherwise. */
  readonly probe: () => Promise<void>;
  /** Reviews anew with what machines may go; what is shown stays until the answer is there. */
  readonly agreeToRemoval: (removal: RemovalWish | null) => Promise<void>;
  readonly setTypedName: (typedName: string) => void;
  readonly reset: () => void;
}

/** How long addresses are claimed unless a person says otherwise. */
export const usualDays = 30;
export const idle = { kind: 'idle' } as const;

/** What is no longer true once anything changes. */
export const unanswered = {
  ...{ answer: null, completing: idle, review: null, reviewing: idle, probing: idle },
  ...{ removal: null, agreeing: idle, typedName: '' },
} as const;
export const blank = {
  ...unanswered,
  step: 'recipe',
  visited: ['recipe'],
  draft: null,
  recipe: null,
  choosing: idle,
  brokenFile: null,
  proposal: null,
  days: usualDays,
  ignoreLaptop: false,
  password: '',
} as const satisfies Partial<WizardState>;

/** What the parts of the store are made with. */
export interface WizardContext {
  readonly client: Pick<AppClient, 'clouds' | 'recipes'>;
  readonly hostId: string;
  readonly set: (change: Partial<WizardState>) => void;
  readonly get: () => WizardState;
}
