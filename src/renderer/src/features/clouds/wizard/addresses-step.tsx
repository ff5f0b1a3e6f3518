import { Button } from '@mantine/core';
import { useCallback, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AppClient } from '#contract/api.ts';
import type { AddressBlock, AddressMap, ClaimView } from '#domain/addressing/address-map.ts';
import type { AddressRange } from '#domain/addressing/address-range.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { useAnswer } from '#renderer/session/use-answer.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { AddressFields } from './address-fields.tsx';
import { ClaimTerms } from './claim-terms.tsx';
import { readDraft, type CloudDraft } from './cloud-draft.ts';
import { movePart } from './draft-edits.ts';
import { listAddressParts, type AddressPart } from './list-address-parts.ts';
import { CompletionRemarks } from './remarks.tsx';
import type { StepProps } from './step-props.ts';
import { useWizardStore } from './wizard-context.tsx';

/** One block of what is owned, with what the cloud would have of it; drawn by whoever draws the address plan. */
export interface BlockProps {
  readonly block: AddressBlock;
  readonly claims: readonly ClaimView[];
  readonly choice: {
    readonly cloud: string;
    readonly parts: readonly AddressPart[];
    readonly isRefused: boolean;
    readonly onMove: (part: AddressPart, to: AddressRange, block: AddressRange) => void;
  };
}

export interface OwnDialogProps {
  readonly hostId: string;
  readonly owned: readonly string[];
  readonly onClose: () => void;
  readonly onChanged: (map: AddressMap) => void;
}

export interface AddressesRenderers {
  readonly renderBlock: (props: BlockProps) => ReactNode;
  readonly renderOwnDialog: (props: OwnDialogProps) => ReactNode;
}

type AddressesStepProps = StepProps & AddressesRenderers;

/** Which addresses it would get, drawn and typed. */
export function AddressesStep({ renderBlock, renderOwnDialog, ...props }: AddressesStepProps) {
  const { hostId } = props;
  const store = useWizardStore(hostId);
  const [isOwning, setOwning] = useState(false);
  const ask = useCallback((client: AppClient, signal: AbortSignal) => client.addressing.map({ hostId }, { signal }), [hostId]);
  const { value: map, status, reload, setValue } = useAnswer<AddressMap>(ask);
  const ownsNothing = map?.owned.length === 0;
  const own = (
    <Button variant={ownsNothing ? 'filled' : 'subtle'} onClick={() => setOwning(true)}>
      {ownsNothing ? 'Enter what you own' : 'What I own'}
    </Button>
  );
  return (
    <Sections>
      {ownsNothing ? (
        <EmptyState title="You own nothing here yet" action={own}>
          Say which addresses are yours in the network of this host. The cloud gets its own part of them, and nobody else’s.
        </EmptyState>
      ) : (
        <>
          <CompletionRemarks hostId={hostId} />
          <AddressFields {...props} aside={own} />
          {status.kind === 'failed' && (
            <ProblemView title="Who has which addresses could not be read" problem={status.problem} onRetry={reload} />
          )}
          {map === null && status.kind !== 'failed' && <Loading what="Asking who has which addresses" rows={4} />}
          {map !== null && <Maps {...props} map={map} renderBlock={renderBlock} />}
          <Section title="Claim">
            <ClaimTerms hostId={hostId} />
          </Section>
        </>
      )}
      {isOwning &&
        renderOwnDialog({
          hostId,
          owned: map === null ? [] : map.owned,
          onClose: () => setOwning(false),
          onChanged: (changed) => {
            setValue(changed);
            void store.getState().requestCompletion();
          },
        })}
    </Sections>
  );
}

type MapsProps = Pick<StepProps, 'hostId' | 'draft'> & Pick<AddressesRenderers, 'renderBlock'> & { readonly map: AddressMap };

function Maps({ hostId, draft, map, renderBlock }: MapsProps) {
  const store = useWizardStore(hostId);
  const { proposal, answer } = useStore(store);
  const cloud = proposal?.cloud ?? null;
  const choice = {
    cloud: draft.name,
    parts: listAddressParts(readDraft(draft).wish, cloud),
    isRefused: answer?.kind === 'refused',
    onMove: (part: AddressPart, to: AddressRange, block: AddressRange) =>
      store.getState().change((before) => movePart(before, part, { to, block, names: listNames(before, cloud) })),
  };
  return map.blocks.map((block) => <div key={block.range.first}>{renderBlock({ block, claims: map.claims, choice })}</div>);
}

function listNames({ machines }: CloudDraft, cloud: Cloud | null): readonly string[] {
  return machines.map(({ name }, at) => name ?? cloud?.machines[at]?.name ?? '');
}
