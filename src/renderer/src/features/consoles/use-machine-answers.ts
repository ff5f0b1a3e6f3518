import { useEffect, useState } from 'react';
import type { MachineAnswers } from '#contract/consoles.ts';
import { useSession } from '#renderer/session/session-context.tsx';

type Sheet = Extract<MachineAnswers, { readonly kind: 'sheet' }>;

/** The answers for a machine's installer; null until they are known, where there are none, and where they could not be had. */
export function useMachineAnswers(hostId: string, machine: string): Sheet | null {
  const { client } = useSession();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    client.consoles
      .answers({ hostId, machine }, { signal: controller.signal })
      .then((answers) => setSheet(answers.kind === 'sheet' ? answers : null))
      // The screen is what this page is for: it must not be hidden by what stands beside it.
      .catch(() => setSheet(null));
    return () => controller.abort();
  }, [client, hostId, machine]);
  return sheet;
}
