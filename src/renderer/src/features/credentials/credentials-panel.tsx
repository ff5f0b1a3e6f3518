import { Button } from '@mantine/core';
import { useCallback, useState, type ReactNode } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CredentialsFetch, CredentialsState } from '#contract/credentials.ts';
import type { Problem } from '#domain/problem.ts';
import { useAnswer } from '#renderer/session/use-answer.ts';
import { useFetch, type FetchConversation } from '#renderer/session/use-fetch.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { AwsSetup } from './aws-setup.tsx';
import { FetchOutcome } from './fetch-outcome.tsx';
import { KeptCredentials } from './kept-credentials.tsx';

export interface CredentialsPanelProps {
  readonly hostId: string;
  readonly cloud: string;
  /** How a question of the machine is put: as of any other connection. */
  readonly renderQuestion: (conversation: FetchConversation) => ReactNode;
}

/** With what the cloud is spoken to: fetched from its machine, kept, shown to who asks, handed to aws-cli. */
export function CredentialsPanel({ hostId, cloud, renderQuestion }: CredentialsPanelProps) {
  const { value, status, reload } = useAnswer(
    useCallback((client, signal) => client.credentials.state({ hostId, cloud }, { signal }), [hostId, cloud]),
  );
  const showUnlessFetched = useCallback(
    (outcome: CredentialsFetch) => {
      if (outcome.kind !== 'fetched') {
        return outcome;
      }
      reload();
      return { kind: 'idle' } as const;
    },
    [reload],
  );
  const conversation = useFetch(hostId, cloud, showUnlessFetched);
  return (
    <Section title="Credentials">
      <Stacked>
        {status.kind === 'failed' && (
          <ProblemView title="What is kept for this cloud could not be read" problem={status.problem} onRetry={reload} />
        )}
        {value === null ? (
          status.kind === 'loading' && <Loading what="Looking for credentials" rows={2} />
        ) : (
          <Kept hostId={hostId} cloud={cloud} state={value} conversation={conversation} onChange={reload} />
        )}
        <FetchOutcome stage={conversation.stage} onRetry={() => void conversation.start()}>
          {renderQuestion(conversation)}
        </FetchOutcome>
      </Stacked>
    </Section>
  );
}

interface KeptProps {
  readonly hostId: string;
  readonly cloud: string;
  readonly state: CredentialsState;
  readonly conversation: FetchConversation;
  readonly onChange: () => void;
}

function Kept({ hostId, cloud, state, conversation, onChange }: KeptProps) {
  const { client } = useSession();
  const [problem, setProblem] = useState<Problem | null>(null);
  const isBusy = conversation.stage.kind === 'fetching';
  const isAsking = conversation.stage.kind === 'question';
  const forget = async () => {
    try {
      await client.credentials.forget({ hostId, cloud });
      setProblem(null);
      onChange();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  const [source] = state.sources;
  if (state.kept === null) {
    return source === undefined ? (
      <Muted>The recipe of this cloud does not say where its credentials are.</Muted>
    ) : (
      !isAsking && (
        <>
          <Muted>
            None on this laptop yet. Nutshell reads them on the {source.role} of the cloud, over SSH through its host, and runs
            nothing of what it reads.
          </Muted>
          <FormActions>
            <Button variant="filled" loading={isBusy} onClick={() => void conversation.start()}>
              Fetch credentials
            </Button>
          </FormActions>
        </>
      )
    );
  }
  return (
    <>
      <KeptCredentials
        key={state.kept.fetchedAtEpochMs}
        hostId={hostId}
        cloud={cloud}
        kept={state.kept}
        isPersistent={state.isPersistent}
      />
      {problem !== null && <ProblemView title="They were not forgotten" problem={problem} />}
      <FormActions>
        <Button loading={isBusy} onClick={() => void conversation.start()}>
          Fetch again
        </Button>
        <Button onClick={() => void forget()}>Forget credentials</Button>
      </FormActions>
      {state.kept.kind === 'aws' && <AwsSetup hostId={hostId} cloud={cloud} />}
    </>
  );
}
