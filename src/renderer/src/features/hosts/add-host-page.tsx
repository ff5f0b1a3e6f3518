import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import { describeTarget, type Host, type HostDraft } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { IntoView } from '#renderer/ui/into-view.tsx';
import { Columns, Page } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ConnectPanel } from './connect-panel.tsx';
import { HostForm } from './host-form.tsx';
import { emptyHostForm } from './host-form-values.ts';
import { useConnect } from './use-connect.ts';
import { Muted } from '#renderer/ui/form-layout.tsx';

/** Adds a host and connects at once. What was typed stays beside every question and every failure. */
export function AddHostPage() {
  const { client } = useSession();
  const go = useGo();
  const [host, setHost] = useState<Host | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const suggestions = useSuggestions();
  const onConnected = useCallback((hostId: string) => go({ kind: 'host', hostId, tab: 'overview' }), [go]);
  const conversation = useConnect(onConnected);

  const submit = async (draft: HostDraft) => {
    try {
      const kept =
        host === null
          ? await client.hosts.add({ draft: toInput(draft) })
          : await client.hosts.update({ hostId: host.id, draft: toInput(draft) });
      setHost(kept);
      setProblem(null);
      await conversation.start(kept.id);
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <Page title="Connect to a KVM host" lead="Over SSH alone. Nothing is installed on the host.">
      <Columns>
        <HostForm
          first={emptyHostForm}
          suggestions={suggestions}
          submitLabel={host === null ? 'Add host and connect' : 'Connect again'}
          isBusy={conversation.stage.kind === 'connecting'}
          onSubmit={(draft) => void submit(draft)}
          onCancel={() => go(host === null ? { kind: 'welcome' } : { kind: 'host', hostId: host.id, tab: 'overview' })}
        />
        <div>
          {problem !== null && <ProblemView title="The host was not added" problem={problem} />}
          {host === null ? (
            problem === null && (
              <Muted>Whatever the host asks on the way in (its key, a passphrase, a password) is asked here.</Muted>
            )
          ) : (
            <IntoView key={conversation.stage.kind}>
              <ConnectPanel
                conversation={conversation}
                hostId={host.id}
                address={describeTarget(host)}
                otherActions={<Button onClick={conversation.reset}>Change what is typed</Button>}
              />
            </IntoView>
          )}
        </div>
      </Columns>
    </Page>
  );
}

/** The contract's input has mutable arrays. */
export function toInput(draft: HostDraft) {
  return { ...draft, jumps: [...draft.jumps] };
}

function useSuggestions(): readonly HostSuggestion[] {
  const { client } = useSession();
  const [suggestions, setSuggestions] = useState<readonly HostSuggestion[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    // Suggestions are a convenience: where there is no readable ~/.ssh/config the form simply has no pick list.
    client.hosts.suggest({}, { signal: controller.signal }).then(setSuggestions, () => undefined);
    return () => controller.abort();
  }, [client]);
  return suggestions;
}
