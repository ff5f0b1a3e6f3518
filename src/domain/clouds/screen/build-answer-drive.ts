import { isLayoutId, type LayoutId } from '../../keyboard/keyboard-layout.ts';
import { toStrokes } from '../../keyboard/to-strokes.ts';
import type { SheetEntry } from '../../recipes/build-answer-sheet.ts';
import type { DriveReading } from './build-menu-drive.ts';
import type { ScreenInstruction } from './screen-instruction.ts';
import { typeText } from './type-text.ts';

/** A media check that somebody asked for, a slow disk: one question may take this long to come. */
const questionSeconds = 600;

/** Every question of the installer, answered when its screen asks it, in the order of the sheet. */
export function buildAnswerDrive(entries: readonly SheetEntry[], keyboard: string): DriveReading {
  if (!isLayoutId(keyboard)) {
    return { kind: 'refused', problems: [`Nutshell cannot type with the keyboard layout ${keyboard}.`] };
  }
  const own = entries.filter(({ phase }) => phase === 'installer');
  const answered = own.map((entry) => answer(entry, keyboard));
  const problems = answered.flatMap((one) => (one.kind === 'refused' ? one.problems : []));
  return problems.length > 0
    ? { kind: 'refused', problems: [...new Set(problems)] }
    : {
        kind: 'built',
        instructions: [
          { kind: 'within', seconds: questionSeconds },
          ...answered.flatMap((one) => (one.kind === 'built' ? one.instructions : [])),
        ],
      };
}

function answer({ question, answer: given, keys }: SheetEntry, layout: LayoutId): DriveReading {
  const refuse = (reason: string): DriveReading => ({ kind: 'refused', problems: [`${question} ${reason}`] });
  const pressed = keys.map((key) => toStrokes(key, layout));
  if (given.kind === 'select' || pressed.some(({ kind }) => kind === 'refused')) {
    return refuse('is not answered by typing.');
  }
  if (given.kind === 'none') {
    return { kind: 'built', instructions: [] };
  }
  const typed =
    given.kind === 'secret'
      ? { ok: true as const, instructions: [{ kind: 'secret', name: 'rootPasswordKeys' } as const] }
      : typeText(given.text, layout);
  if (!typed.ok) {
    return refuse(typed.problem);
  }
  const strokes = pressed.flatMap((one) => (one.kind === 'typable' ? one.strokes : []));
  const after: readonly ScreenInstruction[] = strokes.length === 0 ? [] : [{ kind: 'press', strokes }];
  return { kind: 'built', instructions: [{ kind: 'ask', text: question }, ...typed.instructions, ...after] };
}
