import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { MachineAnswers } from '#contract/consoles.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export type KnownAnswers = MachineAnswers | { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly problem: Problem };

/** The answers for a machine's installer. They follow from the host and from files of this laptop, and are asked for once a page. */
export function useMachineAnswers(hostId: string, machine: string): KnownAnswers {
  const { client } = useSession();
  const [answers, setAnswers] = useState<KnownAnswers>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    client.consoles
      .answers({ hostId, machine }, { signal: controller.signal })
      .then(setAnswers)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setAnswers({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, machine]);
  return answers;
}
