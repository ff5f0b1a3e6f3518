/** A refusal is a value: the sentence is shown as it stands. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export const allowed: Verdict = { ok: true };

export function refused(reason: string): Verdict {
  return { ok: false, reason };
}
