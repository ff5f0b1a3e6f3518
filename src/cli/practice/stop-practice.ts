import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';

export async function stopPractice({ session, signal, output }: Invocation): Promise<ExitCode> {
  const { client } = await session();
  await client.practice.down({}, { signal });
  await output.answer(await client.practice.status({}, { signal }), () => 'The practice host is down.');
  return exitCodes.done;
}
