import type { SheetAnswer, SheetEntry } from '#domain/recipes/build-answer-sheet.ts';
import { buildStrokes } from '#domain/keyboard/build-strokes.ts';
import type { LayoutId } from '#domain/keyboard/keyboard-layout.ts';
import { unreachable } from '#domain/unreachable.ts';

export const phaseTitles: Readonly<Record<SheetEntry['phase'], string>> = {
  installer: 'Installer',
  'first-boot': 'First boot',
  'first-login': 'First login',
};

export function describeAnswer(answer: SheetAnswer): string {
  switch (answer.kind) {
    case 'type':
      return answer.text;
    case 'select':
      return `Choose ${answer.option}`;
    case 'secret':
      return 'The root password';
    case 'none':
      return 'Nothing to answer';
    default:
      return unreachable(answer, 'answer');
  }
}

/** "then Tab, Enter"; null where nothing is pressed. */
export function describeKeys(keys: readonly string[]): string | null {
  const named = keys.map((key) => (key.length === 1 ? key : `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`));
  return named.length === 0 ? null : `then ${named.join(', ')}`;
}

/** What would be typed for it; null where it is chosen from a list, or where nothing is to be answered. */
export function toTypedText(answer: SheetAnswer, password: string): string | null {
  return answer.kind === 'type' ? answer.text : answer.kind === 'secret' ? password : null;
}

/** Why it cannot be typed now; null where it can. Of a password no character is named. */
export function explainUntypable(answer: SheetAnswer, password: string, layout: LayoutId): string | null {
  if (answer.kind === 'secret' && password === '') {
    return 'Enter the root password above first.';
  }
  const typing = buildStrokes(toTypedText(answer, password) ?? '', layout);
  if (typing.kind === 'typable') {
    return null;
  }
  return answer.kind === 'secret' ? 'The password has a character that this keyboard layout cannot type.' : typing.reason;
}
