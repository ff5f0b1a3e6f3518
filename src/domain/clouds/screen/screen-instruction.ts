import type { Stroke } from '../../keyboard/build-strokes.ts';
import { unreachable } from '../../unreachable.ts';
import type { StoredSecretName } from '../stored-secrets.ts';

/** One thing that drive-screen.sh does at a machine's screen: waits for what it shows, or presses keys. */
export type ScreenInstruction =
  /** How long each of those after it may take. */
  | { readonly kind: 'within'; readonly seconds: number }
  /** Until the screen shows the text; shows it no more; asks, in its last line, for what is named. */
  | { readonly kind: 'see' | 'gone' | 'ask'; readonly text: string }
  /** Until the serial console says a line that matches a basic regular expression. */
  | { readonly kind: 'line'; readonly expression: string }
  | { readonly kind: 'press'; readonly strokes: readonly Stroke[] }
  /** The screen must end with the text before anything more is pressed. */
  | { readonly kind: 'type'; readonly text: string; readonly strokes: readonly Stroke[] }
  /** Strokes that are on the host only, see store-secrets.sh. */
  | { readonly kind: 'secret'; readonly name: StoredSecretName };

/** As arguments of drive-screen.sh. */
export function toArguments(instruction: ScreenInstruction): readonly string[] {
  switch (instruction.kind) {
    case 'within':
      return ['within', String(instruction.seconds)];
    case 'see':
    case 'gone':
    case 'ask':
      return [instruction.kind, instruction.text];
    case 'line':
      return ['line', instruction.expression];
    case 'press':
      return ['press', instruction.strokes.join(' ')];
    case 'type':
      return ['type', instruction.text, instruction.strokes.join(' ')];
    case 'secret':
      return ['secret', instruction.name];
    default:
      return unreachable(instruction, 'screen instruction');
  }
}

export function listSecretsOf(instructions: readonly ScreenInstruction[]): readonly StoredSecretName[] {
  return instructions.flatMap((instruction) => (instruction.kind === 'secret' ? [instruction.name] : []));
}
