import { z } from 'zod';
import type { Message } from '../wire.ts';

const id = z.int().positive();

// What a call carries is checked by the schema of its method, what comes back by the type checker alone. JSON leaves out a key
// whose value is undefined.
const message = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id, feature: z.string(), method: z.string(), input: z.unknown().optional() }),
  z.strictObject({ t: z.literal('next'), id, value: z.unknown().optional() }),
  z.strictObject({ t: z.literal('done'), id, value: z.unknown().optional() }),
  z.strictObject({
    t: z.literal('error'),
    id,
    problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable(), raw: z.string().nullable() }),
  }),
  z.strictObject({ t: z.literal('cancel'), id }),
  z.strictObject({ t: z.literal('credit'), id, count: z.int().positive() }),
]);

/** null for anything that is not a message of the contract. */
export function parseMessage(received: unknown): Message | null {
  const result = message.safeParse(received);
  return result.success ? (received as Message) : null;
}
