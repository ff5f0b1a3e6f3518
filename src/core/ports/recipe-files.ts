import type { RecipeFile } from '#domain/recipes/recipe-library.ts';

/** The files in which recipes lie: those that come with Nutshell, and a person's own on this laptop. */
export interface RecipeFiles {
  /** Where a person's own lie. */
  readonly folder: string;
  /** One that cannot be read is among them, with the reason. */
  list(): Promise<readonly RecipeFile[]>;
  /** Writes a person's own file whole. One that is there already is kept beside it; where is said. */
  save(fileName: string, text: string): Promise<{ readonly path: string; readonly keptAt: string | null }>;
  /** Takes a person's own file out of the list. It is kept beside its place; where is said. */
  remove(fileName: string): Promise<{ readonly keptAt: string }>;
}
