import { buildStrokes } from '../keyboard/build-strokes.ts';
import { isLayoutId } from '../keyboard/keyboard-layout.ts';
import type { SecretName } from '../recipes/install-values.ts';

/** What a plan finds on the host: a secret itself, or the keys by which it is typed. */
export type StoredSecretName = SecretName | 'rootPasswordKeys';

/** Keys of a password, as drive-screen.sh wants them; null where one of its characters cannot be typed. Which one is told to nobody. */
export function toPasswordKeys(password: string, keyboard: string): string | null {
  const typing = isLayoutId(keyboard) ? buildStrokes(password, keyboard) : null;
  return typing?.kind === 'typable' ? typing.strokes.join(' ') : null;
}
