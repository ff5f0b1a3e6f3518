import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { RecipeLibrary } from '#domain/recipes/recipe-library.ts';
import type { Problem } from '#domain/problem.ts';
import type { FileProblem } from '#domain/yaml/file-problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';

interface Asking {
  readonly kind: 'asking';
  readonly fileName: string;
  readonly title: string;
  readonly text: string;
  readonly notes: readonly string[];
}

export type AddState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'broken'; readonly fileName: string; readonly problems: readonly FileProblem[] }
  /** It would take the place of another. */
  | Asking
  | { readonly kind: 'failed'; readonly fileName: string; readonly problem: Problem };

export type AddRecipe = ReturnType<typeof useAddRecipe>;

const largestBytes = 1_000_000;

/** From a chosen file to a recipe in the list: checked first, asked where it would replace another. */
export function useAddRecipe(onAdded: (library: RecipeLibrary) => void) {
  const { client } = useSession();
  const [state, setState] = useState<AddState>({ kind: 'nothing' });

  async function add({ text, title, fileName }: Pick<Asking, 'text' | 'title' | 'fileName'>): Promise<void> {
    try {
      const { library, path } = await client.recipes.add({ text, replaces: true });
      setState({ kind: 'nothing' });
      onAdded(library);
      notifications.show({ title: `${title} was added`, message: `It lies in ${path}.` });
    } catch (error) {
      setState({ kind: 'failed', fileName, problem: toProblem(error) });
    }
  }

  async function choose(file: File): Promise<void> {
    const fileName = file.name;
    if (file.size > largestBytes) {
      const message = `It has ${file.size.toString()} bytes, and no recipe has more than ${largestBytes.toString()}.`;
      setState({ kind: 'failed', fileName, problem: { code: 'invalid-input', message, hint: null, raw: null } });
      return;
    }
    try {
      const text = (await file.text()).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
      const { problems, summary, notes } = await client.recipes.check({ text });
      if (summary === null) {
        setState({ kind: 'broken', fileName, problems });
      } else if (notes.length > 0) {
        setState({ kind: 'asking', fileName, title: summary.title, text, notes });
      } else {
        await add({ fileName, title: summary.title, text });
      }
    } catch (error) {
      setState({ kind: 'failed', fileName, problem: toProblem(error) });
    }
  }

  return { state, choose, confirm: add, forget: () => setState({ kind: 'nothing' }) };
}
