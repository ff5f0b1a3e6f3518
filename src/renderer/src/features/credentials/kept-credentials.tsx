import { Button } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CredentialsSummary } from '#contract/credentials.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { TimeAgo } from '#renderer/ui/time-ago.tsx';

interface KeptCredentialsProps {
  readonly hostId: string;
  readonly cloud: string;
  readonly kept: CredentialsSummary;
  readonly isPersistent: boolean;
}

/** Whose they are and where they lead; the secret only for who asks to see it. */
export function KeptCredentials({ hostId, cloud, kept, isPersistent }: KeptCredentialsProps) {
  const { client } = useSession();
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const show = async () => {
    try {
      const shown = await client.credentials.show({ hostId, cloud });
      setSecret(shown.kind === 'aws' ? shown.secretAccessKey : shown.password);
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <>
      {kept.warnings.length > 0 && (
        <Banner tone="attention" word="Attention">
          The cloud itself says: {kept.warnings.join(' ')}
        </Banner>
      )}
      <FactList
        rows={[
          ...toRows(kept, isPersistent),
          toSecretRow(
            kept,
            secret,
            () => void show(),
            () => setSecret(null),
          ),
        ]}
      />
      {problem !== null && <ProblemView title="The secret could not be shown" problem={problem} />}
      <Disclosure label="Services">
        <FactList
          rows={Object.entries(kept.endpoints).map(([service, url]) => ({
            label: service,
            value: url,
            copy: url,
          }))}
        />
      </Disclosure>
    </>
  );
}

function toRows(kept: CredentialsSummary, isPersistent: boolean): readonly FactRow[] {
  return [
    { label: 'Of', value: kept.holder, isWords: true },
    {
      label: 'Fetched',
      isWords: true,
      value: <TimeAgo epochMs={kept.fetchedAtEpochMs} />,
      note: `From ${kept.origin}.`,
    },
    {
      label: 'Kept',
      isWords: true,
      value: isPersistent ? 'in this laptop’s keychain' : 'in memory, until Nutshell ends: there is no keychain here',
    },
    ...(kept.accessKeyId === null ? [] : [{ label: 'Access key', value: kept.accessKeyId, copy: kept.accessKeyId }]),
  ];
}

function toSecretRow(kept: CredentialsSummary, secret: string | null, onShow: () => void, onHide: () => void): FactRow {
  const what = kept.kind === 'aws' ? 'secret key' : 'password';
  return {
    label: kept.kind === 'aws' ? 'Secret key' : 'Password',
    // The dots and the button are words; the secret itself is compared letter by letter.
    isWords: secret === null,
    value:
      secret === null ? (
        <>
          <span role="img" aria-label="Hidden">
            ••••••••
          </span>{' '}
          <Button size="compact-xs" onClick={onShow}>
            Show {what}
          </Button>
        </>
      ) : (
        <>
          {secret} <CopyButton value={secret} what={what} />{' '}
          <Button size="compact-xs" onClick={onHide}>
            Hide {what}
          </Button>
        </>
      ),
  };
}
