import type { z } from 'zod';
import { Unreadable } from './unreadable.ts';

/** JSON of a known shape. More fields than asked for are fine: tools grow. Throws Unreadable. */
export function parseJson<T>(text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable('The answer is no JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Unreadable(`The answer has an unexpected shape: ${issue ? `${issue.path.join('.')} ${issue.message}` : 'unknown'}`);
  }
  return result.data;
}
