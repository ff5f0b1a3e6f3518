import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import type { CloudReview } from '#contract/clouds.ts';
import { describeRanges, sumAddresses } from '#domain/addressing/address-range.ts';
import { describeTaken } from '#domain/addressing/probe/build-probe-report.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useWizardStore } from './wizard-context.tsx';

/** Whether anybody on the host's bridge has the addresses already. Bringing it up asks again, whatever was answered here. */
export function ProbeSection({ hostId, review }: { readonly hostId: string; readonly review: CloudReview }) {
  const store = useWizardStore(hostId);
  const probing = useStore(store, (state) => state.probing);
  const { probe, plan, network } = review;
  return (
    <Section
      title="Are the addresses free?"
      aside={
        <Button
          loading={probing.kind === 'loading'}
          disabled={plan.steps.length === 0}
          onClick={() => void store.getState().probe()}
        >
          Ask who answers
        </Button>
      }
    >
      {probing.kind === 'failed' && <ProblemView title="The host could not ask" problem={probing.problem} />}
      {probe === null ? (
        <Muted>
          {probing.kind === 'loading'
            ? `Asking on ${network.bridge} for each of them; that takes some seconds …`
            : `Before anything is made, the host asks on ${network.bridge} for each of them, and refuses if somebody answers. You can have it asked now.`}
        </Muted>
      ) : (
        <>
          {probe.taken.map((one) => (
            <Banner key={one.address} tone="broken" word="In use">
              {describeTaken(one)}
            </Banner>
          ))}
          {probe.taken.length === 0 && (
            <Banner tone="ok" word="Free">
              Nobody on {probe.bridge} answered for {sumAddresses(probe.silent)} addresses: {describeRanges(probe.silent)}.
            </Banner>
          )}
          {probe.warnings.map((warning) => (
            <Muted key={warning}>{warning}</Muted>
          ))}
        </>
      )}
    </Section>
  );
}
