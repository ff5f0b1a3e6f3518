import { Button } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { describeRanges, sumAddresses } from '#domain/addressing/address-range.ts';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { describeTaken } from '#domain/addressing/probe/build-probe-report.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

/** Asks on the host's bridge who has the addresses that would be claimed. Forgotten when these change: give it their key. */
export function ProbeResult({ hostId, claim }: { readonly hostId: string; readonly claim: AddressClaim }) {
  const { client } = useSession();
  const [report, setReport] = useState<ProbeReport | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const addresses = claim.parts
    .filter(({ kind }) => kind === 'machine' || kind === 'public')
    .map(({ range }) => range)
    .join(' ');
  const ask = async () => {
    setStatus({ kind: 'loading' });
    try {
      setReport(await client.addressing.probe({ hostId, addresses }));
      setStatus({ kind: 'ready' });
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <>
      {status.kind === 'failed' && <ProblemView title="The host could not ask" problem={status.problem} />}
      {report !== null && <Report report={report} />}
      <div>
        <Button loading={status.kind === 'loading'} disabled={addresses === ''} onClick={() => void ask()}>
          Ask who answers
        </Button>
      </div>
    </>
  );
}

function Report({ report: { silent, taken, warnings, bridge } }: { readonly report: ProbeReport }) {
  return (
    <>
      {taken.map((one) => (
        <Banner key={one.address} tone="broken" word="In use">
          {describeTaken(one)}
        </Banner>
      ))}
      {taken.length === 0 && (
        <Banner tone="ok" word="Free">
          Nobody on {bridge} answered for {sumAddresses(silent)} addresses: {describeRanges(silent)}.
        </Banner>
      )}
      {warnings.map((warning) => (
        <Muted key={warning}>{warning}</Muted>
      ))}
    </>
  );
}
