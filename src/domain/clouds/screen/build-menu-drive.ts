import type { Stroke } from '../../keyboard/build-strokes.ts';
import { toStrokes } from '../../keyboard/to-strokes.ts';
import type { Install } from '../../recipes/build-install.ts';
import { findRole } from '../../recipes/find-role.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { toLineExpression } from '../to-line-expression.ts';
import type { ScreenInstruction } from './screen-instruction.ts';
import { typeText } from './type-text.ts';

export type DriveReading =
  | { readonly kind: 'built'; readonly instructions: readonly ScreenInstruction[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** From power-on; the firmware of a host that is itself emulated needs a while. */
const menuSeconds = 300;
/** ISOLINUX leaves its menu on the screen while it loads the kernel: a second or two, and many minutes on a host that is itself emulated. */
const beginSeconds = 1_800;

/** What is waited for and pressed at the boot menu for a role; a firmware and its boot loader know the US layout. */
export function buildMenuDrive(recipe: Recipe, roleId: string, menu: NonNullable<Install['menu']>): DriveReading {
  const { bootMenu } = recipe;
  const entry = bootMenu?.entries.find(({ id }) => id === findRole(recipe, roleId)?.menuEntry);
  if (bootMenu === null || entry === undefined) {
    return {
      kind: 'refused',
      problems: [`${recipe.title} does not say how its boot menu looks, so nobody can tell when to press a key.`],
    };
  }
  const typed = menu.words.length === 0 ? [] : [typeText(` ${menu.words.join(' ')}`, 'us')];
  const pressed = [...menu.keys, ...(menu.words.length === 0 ? [] : ['enter'])].map((key) => ({ key, ...toStrokes(key, 'us') }));
  const problems = [
    ...typed.flatMap((one) => (one.ok ? [] : [one.problem])),
    ...pressed.flatMap((one) => (one.kind === 'refused' ? [`The key ${one.key} of the boot menu cannot be pressed.`] : [])),
  ];
  if (problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const strokes = pressed.flatMap((one): readonly Stroke[] => (one.kind === 'typable' ? one.strokes : []));
  const last = strokes.slice(-1);
  return {
    kind: 'built',
    instructions: [
      { kind: 'within', seconds: menuSeconds },
      ...(bootMenu.shows.length > 0 ? bootMenu.shows : [entry.title]).map((text) => ({ kind: 'see', text }) as const),
      ...(strokes.length > 1 ? [{ kind: 'press', strokes: strokes.slice(0, -1) } as const] : []),
      ...typed.flatMap((one) => (one.ok ? one.instructions : [])),
      { kind: 'press', strokes: last },
      { kind: 'within', seconds: beginSeconds },
      { kind: 'gone', text: entry.title },
      ...listBeginning(bootMenu.begun),
    ],
  };
}

function listBeginning(begun: NonNullable<Recipe['bootMenu']>['begun']): readonly ScreenInstruction[] {
  if (begun === null || begun.kind === 'restart') {
    return [];
  }
  return begun.kind === 'serial'
    ? [{ kind: 'line', expression: toLineExpression(begun.line) }]
    : [{ kind: 'see', text: begun.text }];
}
