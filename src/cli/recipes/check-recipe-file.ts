import { describeFileProblem } from '#domain/yaml/file-problem.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { readTextFile } from '../read-text-file.ts';

/** The answer is for editors and for CI: one line a mistake, as compilers write it. */
export async function checkRecipeFile({ output, session, signal }: Invocation, path: string): Promise<ExitCode> {
  const text = await readTextFile(path);
  const { client } = await session();
  const { problems, summary, notes } = await client.recipes.check({ text }, { signal });
  await output.answer({ file: path, problems, summary, notes }, (paint) =>
    summary === null
      ? problems.map((problem) => describeFileProblem(path, problem)).join('\n')
      : `${paint.green('good')} ${summary.title} (${summary.id}): ${summary.verifiedCount} of ${summary.statementCount} statements verified.`,
  );
  notes.forEach((note) => output.tell(note));
  return problems.length === 0 ? exitCodes.done : exitCodes.failed;
}
