import { toProblem } from '#contract/api-error.ts';
import type { CloudRefusal, CompleteCloud } from '#contract/clouds.ts';
import type { RemovalWish } from '#domain/machines/destroy-wish.ts';
import { readDraft, type CloudDraft } from './cloud-draft.ts';
import { nameMachines } from './draft-edits.ts';
import { idle, type WizardContext, type WizardState } from './wizard-state.ts';

/** What the host is asked about a draft. An answer to what was asked before the last change is not taken. */
export function createWizardQuestions(
  context: WizardContext,
): Pick<WizardState, 'requestCompletion' | 'requestReview' | 'probe' | 'agreeToRemoval'> {
  return {
    requestCompletion: () => complete(context),
    requestReview: () => review(context),
    probe: () => probe(context),
    agreeToRemoval: (removal) => agreeToRemoval(context, removal),
  };
}

async function complete({ client, hostId, set, get }: WizardContext): Promise<void> {
  const { draft, ignoreLaptop } = get();
  const reading = draft === null ? null : readDraft(draft);
  if (draft === null || reading === null || reading.problems.length > 0) {
    return;
  }
  set({ completing: { kind: 'loading' } });
  const isCurrent = () => get().draft === draft && get().ignoreLaptop === ignoreLaptop;
  try {
    const answer = await client.clouds.complete({ hostId, file: reading.file, ignoreLaptop });
    if (isCurrent()) {
      set({ answer, completing: { kind: 'ready' }, ...settle(draft, answer) });
    }
  } catch (error) {
    if (isCurrent()) {
      set({ completing: { kind: 'failed', problem: toProblem(error) } });
    }
  }
}

/** What a complete answer says about the draft itself. */
function settle(draft: CloudDraft, answer: CompleteCloud | CloudRefusal): Partial<WizardState> {
  if (answer.kind !== 'complete') {
    return {};
  }
  const isOpen = draft.machines.length === 0;
  return { proposal: answer, ...(isOpen && { draft: nameMachines(draft, answer.cloud, answer.existing) }) };
}

async function review({ client, hostId, set, get }: WizardContext): Promise<void> {
  const { draft, days, ignoreLaptop, removal } = get();
  const reading = draft === null ? null : readDraft(draft);
  if (reading === null || reading.problems.length > 0) {
    set({ review: null, reviewing: idle });
    return;
  }
  set({ review: null, reviewing: { kind: 'loading' }, probing: idle });
  const isCurrent = () => get().draft === draft && get().days === days && get().ignoreLaptop === ignoreLaptop;
  try {
    const wanted = { hostId, file: reading.file, days, ignoreLaptop, removal: toInput(removal) };
    const reviewed = await client.clouds.plan({ ...wanted, probe: false });
    if (isCurrent()) {
      set({ review: reviewed, reviewing: { kind: 'ready' } });
    }
  } catch (error) {
    if (isCurrent()) {
      set({ reviewing: { kind: 'failed', problem: toProblem(error) } });
    }
  }
}

async function probe({ client, hostId, set, get }: WizardContext): Promise<void> {
  const { review: shown, days, ignoreLaptop, removal } = get();
  if (shown?.kind !== 'planned') {
    return;
  }
  set({ probing: { kind: 'loading' } });
  const isCurrent = () => get().review === shown;
  try {
    const wanted = { hostId, file: shown.file, days, ignoreLaptop, removal: toInput(removal) };
    const probed = await client.clouds.plan({ ...wanted, probe: true });
    if (isCurrent()) {
      set({ review: probed, probing: { kind: 'ready' } });
    }
  } catch (error) {
    if (isCurrent()) {
      set({ probing: { kind: 'failed', problem: toProblem(error) } });
    }
  }
}

async function agreeToRemoval({ client, hostId, set, get }: WizardContext, removal: RemovalWish | null): Promise<void> {
  const { review: shown, days, ignoreLaptop } = get();
  if (shown?.kind !== 'planned') {
    return;
  }
  set({ removal, agreeing: { kind: 'loading' } });
  const isCurrent = () => get().review === shown && get().removal === removal;
  try {
    const wanted = { hostId, file: shown.file, days, ignoreLaptop, removal: toInput(removal) };
    const review = await client.clouds.plan({ ...wanted, probe: false });
    if (isCurrent()) {
      set({ review, agreeing: { kind: 'ready' } });
    }
  } catch (error) {
    if (isCurrent()) {
      set({ agreeing: { kind: 'failed', problem: toProblem(error) } });
    }
  }
}

/** As the contract has it, which hands out no list that cannot be changed. */
export function toInput(removal: RemovalWish | null) {
  return removal && { ...removal, keepVolumes: removal.keepVolumes === 'all' ? ('all' as const) : [...removal.keepVolumes] };
}
