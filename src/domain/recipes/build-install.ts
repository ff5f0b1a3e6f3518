import { buildValueTable, type ValueTable } from './build-value-table.ts';
import { checkInstallValues } from './check-install-values.ts';
import { fillTemplate, type Filled } from './fill-template.ts';
import { findRole, isForRole } from './find-role.ts';
import type { GeneratedFile, InstallHow, InstallWay } from './install-shapes.ts';
import type { InstallValues, RevealSecret } from './install-values.ts';
import type { RecipeRole } from './machine-shapes.ts';
import type { Recipe } from './recipe.ts';

/** A file as it is served to the machine that is installed, to that machine alone. */
export interface InstallFile {
  readonly name: string;
  readonly title: string;
  readonly content: string;
  /** It must be readable by nobody else, and is never logged. */
  readonly holdsSecret: boolean;
}

/** What QEMU is given instead of the boot menu. The paths are in the ISO. */
export interface KernelStart {
  readonly kernelPath: string;
  readonly initrdPath: string;
  readonly words: readonly string[];
}

/** An install by one of the recipe's ways, made up of its files and words. */
export interface Install {
  readonly how: InstallHow['kind'];
  readonly files: readonly InstallFile[];
  /** Where QEMU starts the kernel itself. */
  readonly kernel: KernelStart | null;
  /** Where the menu is driven: the keys from the moment it is on the screen, and the words to type behind the entry's own. */
  readonly menu: { readonly keys: readonly string[]; readonly words: readonly string[] } | null;
}

export type InstallReading =
  { readonly kind: 'built'; readonly install: Install } | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The ways that a recipe has for a role, the best first. */
export function listWays(recipe: Recipe, roleId: string): readonly InstallWay[] {
  return recipe.install.filter((way) => isForRole(way, roleId));
}

/**
 * Kickstart, eucalyptus.conf, kernel words and keys for one machine. Nothing is made of values that do not keep the recipe's rules, and
 * no value can be more than a value in what is made.
 */
export function buildInstall(
  recipe: Recipe,
  way: InstallWay,
  { roleId, values, reveal }: { readonly roleId: string; readonly values: InstallValues; readonly reveal: RevealSecret },
): InstallReading {
  const role = findRole(recipe, roleId);
  if (role === null) {
    return { kind: 'refused', problems: [`${recipe.title} has no role ${roleId}.`] };
  }
  const early = checkInstallValues(recipe, roleId, values);
  if (early.length > 0) {
    return { kind: 'refused', problems: early };
  }
  const table = buildValueTable(recipe, role, values);
  const names = 'files' in way.how ? way.how.files : [];
  const files = names.map((name) => buildFile(recipe, name, role, (text) => fillTemplate(text, table, reveal)));
  const words = buildWords(way.how, role, table);
  const problems = [...files.flatMap((file) => (file.ok ? [] : file.problems)), ...(words.ok ? [] : words.problems)];
  if (problems.length > 0 || !words.ok) {
    return { kind: 'refused', problems: [...new Set(problems)] };
  }
  const kernel =
    way.how.kind === 'direct-kernel' ? { kernelPath: way.how.kernel, initrdPath: way.how.initrd, words: words.words } : null;
  return {
    kind: 'built',
    install: {
      how: way.how.kind,
      files: files.flatMap((file) => (file.ok ? [file.file] : [])),
      kernel,
      menu: way.how.kind === 'boot-menu' ? buildMenu(recipe, role, way.how.editKeys, words.words) : null,
    },
  };
}

type BuiltFile = { readonly ok: true; readonly file: InstallFile } | { readonly ok: false; readonly problems: readonly string[] };

function buildFile(recipe: Recipe, name: string, { id }: RecipeRole, fill: (text: string) => Filled): BuiltFile {
  const file: GeneratedFile | undefined = recipe.files.find((each) => each.name === name && isForRole(each, id));
  if (file === undefined) {
    return { ok: false, problems: [`${recipe.title} makes no file ${name} for ${id}.`] };
  }
  const parts = file.parts.filter((part) => isForRole(part, id)).map(({ text }) => fill(text));
  const problems = parts.flatMap((part) => (part.ok ? [] : part.problems.map((problem) => `${name}: ${problem}`)));
  const texts = parts.flatMap((part) => (part.ok ? [part] : []));
  return problems.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        file: {
          name,
          title: file.title,
          content: texts.map(({ text }) => text).join(''),
          holdsSecret: texts.some(({ holdsSecret }) => holdsSecret),
        },
      };
}

type BuiltWords =
  { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] };

/** Kernel words are seen by everybody in /proc/cmdline, so no secret is handed out for them. */
function buildWords(how: InstallHow, role: RecipeRole, table: ValueTable): BuiltWords {
  const own = 'words' in how ? how.words : [];
  const templates = how.kind === 'direct-kernel' ? [...role.kernelWords, ...own] : own;
  const filled = templates.map((word) => fillTemplate(word, table, () => ''));
  const problems = filled.flatMap((word) => (word.ok ? [] : word.problems));
  const words = filled.flatMap((word) => (word.ok ? [word.text] : []));
  const split = words.find((word) => /[\s"'\\]/.test(word));
  if (split !== undefined) {
    problems.push(`A kernel word holds no blanks and quotes: ${JSON.stringify(split)}.`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, words };
}

function buildMenu(
  { bootMenu }: Recipe,
  { menuEntry }: RecipeRole,
  editKeys: readonly string[],
  words: readonly string[],
): Install['menu'] {
  const keys = bootMenu?.entries.find(({ id }) => id === menuEntry)?.keys ?? [];
  return words.length > 0 && editKeys.length > 0
    ? { keys: [...keys.filter((key) => key !== 'enter'), ...editKeys], words }
    : { keys, words: [] };
}
