import { useMemo, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { Host, HostDraft } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { Page, Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { toInput } from './add-host-page.tsx';
import { HostForm } from './host-form.tsx';
import { toHostFormValues } from './host-form-values.ts';

export function EditHostPage({ host }: { readonly host: Host }) {
  const { client } = useSession();
  const go = useGo();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const first = useMemo(() => toHostFormValues(host), [host]);
  const leave = () => go({ kind: 'host', hostId: host.id, tab: 'overview' });

  const submit = async (draft: HostDraft) => {
    setBusy(true);
    try {
      await client.hosts.update({ hostId: host.id, draft: toInput(draft) });
      leave();
    } catch (error) {
      setProblem(toProblem(error));
    }
    setBusy(false);
  };
  return (
    <Page title={`Edit ${host.name}`} lead="Takes effect with the next connection.">
      <Sections isNarrow>
        {problem !== null && <ProblemView title="The host was not changed" problem={problem} />}
        <HostForm
          first={first}
          suggestions={[]}
          submitLabel="Save host"
          isBusy={isBusy}
          onSubmit={(draft) => void submit(draft)}
          onCancel={leave}
        />
      </Sections>
    </Page>
  );
}
