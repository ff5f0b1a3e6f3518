import type { FileProblem } from '../yaml/file-problem.ts';
import { countVerified } from './list-statements.ts';
import { readRecipe } from './read-recipe.ts';
import type { Recipe } from './recipe.ts';

/** `built-in`: comes with Nutshell. `own`: a person put it there. */
export type RecipeOrigin = 'built-in' | 'own';

/** A file where recipes are looked for. */
export interface RecipeFile {
  readonly origin: RecipeOrigin;
  readonly path: string;
  readonly fileName: string;
  readonly content: RecipeFileContent;
}

export type RecipeFileContent =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable'; readonly reason: string };

/** A recipe in the words of a list. */
export interface RecipeSummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly era: string;
  readonly origin: RecipeOrigin;
  readonly path: string;
  /** It is a person's own, and the built-in one of the same id is not used. */
  readonly hidesBuiltIn: boolean;
  readonly mediaKind: Recipe['media']['kind'];
  readonly roles: readonly { readonly id: string; readonly title: string }[];
  readonly shapes: readonly { readonly id: string; readonly title: string }[];
  readonly verifiedCount: number;
  readonly statementCount: number;
}

/** A file that is no recipe, and why. */
export interface BrokenRecipe {
  readonly path: string;
  readonly fileName: string;
  readonly origin: RecipeOrigin;
  readonly problems: readonly FileProblem[];
}

export interface RecipeLibrary {
  readonly recipes: readonly RecipeSummary[];
  readonly broken: readonly BrokenRecipe[];
  /** Where a person's own recipes lie. */
  readonly folder: string;
}

/** A recipe with the file it came from. */
export interface StoredRecipe {
  readonly recipe: Recipe;
  readonly file: RecipeFile;
  readonly hidesBuiltIn: boolean;
}

export interface SortedRecipes {
  readonly stored: readonly StoredRecipe[];
  readonly broken: readonly BrokenRecipe[];
}

/** Which of the files are recipes. A person's own goes before a built-in one of the same id; of two own ones the first by name. */
export function sortRecipeFiles(files: readonly RecipeFile[]): SortedRecipes {
  const ordered = files.toSorted((one, other) => rank(one) - rank(other) || (one.fileName < other.fileName ? -1 : 1));
  const byId = new Map<string, StoredRecipe>();
  const broken: BrokenRecipe[] = [];
  for (const file of ordered) {
    const problems = readFile(file);
    if (Array.isArray(problems)) {
      broken.push({ ...describeFile(file), problems });
      continue;
    }
    const { recipe } = problems;
    const first = byId.get(recipe.id);
    if (first === undefined) {
      byId.set(recipe.id, { recipe, file, hidesBuiltIn: false });
    } else if (file.origin === 'built-in') {
      byId.set(recipe.id, { ...first, hidesBuiltIn: true });
    } else {
      const message = `${first.file.fileName} has the same id, ${recipe.id}, and is used. Give this one another id.`;
      broken.push({ ...describeFile(file), problems: [{ line: 1, column: 1, field: 'id', message }] });
    }
  }
  const stored = [...byId.values()].sort((one, other) => (one.recipe.title < other.recipe.title ? -1 : 1));
  return { stored, broken };
}

export function summariseRecipe({ recipe, file, hidesBuiltIn }: StoredRecipe): RecipeSummary {
  const { id, title, summary, era, media, roles, shapes } = recipe;
  const { verified, total } = countVerified(recipe);
  return {
    id,
    title,
    summary,
    era,
    origin: file.origin,
    path: file.path,
    hidesBuiltIn,
    mediaKind: media.kind,
    roles: roles.map((role) => ({ id: role.id, title: role.title })),
    shapes: shapes.map((shape) => ({ id: shape.id, title: shape.title })),
    verifiedCount: verified,
    statementCount: total,
  };
}

function rank({ origin }: RecipeFile): number {
  return origin === 'own' ? 0 : 1;
}

function describeFile({ path, fileName, origin }: RecipeFile): Omit<BrokenRecipe, 'problems'> {
  return { path, fileName, origin };
}

function readFile({ content }: RecipeFile): FileProblem[] | { readonly recipe: Recipe } {
  if (content.kind === 'unreadable') {
    return [{ line: 1, column: 1, field: '', message: content.reason }];
  }
  const reading = readRecipe(content.text);
  return reading.kind === 'refused' ? [...reading.problems] : { recipe: reading.recipe };
}
