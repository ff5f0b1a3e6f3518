import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AddressBlock, AddressMap, ClaimView } from '#domain/addressing/address-map.ts';
import { describeRange } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { BlockMap, type BlockChoice } from './block-map.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { listDraftParts, moveDraftPart, startDraft, toDemand, type ClaimDraft } from './claim-draft.ts';
import { ClaimPanel } from './claim-panel.tsx';
import { CloudsTable } from './clouds-table.tsx';
import { OwnDialog } from './own-dialog.tsx';
import { useAddressMap } from './use-address-map.ts';
import { useClaimReview, type Change } from './use-claim-review.ts';
import { useClaimRun } from './use-claim-run.ts';

const takeOverDays = 30;

/** Who has which addresses around a host: what is yours, drawn as a map, and what every cloud has of it. */
export function AddressesView({ hostId }: { readonly hostId: string }) {
  const { map, status, isConnected, reload, setMap } = useAddressMap(hostId);
  const [isOwning, setOwning] = useState(false);
  if (map === null && !isConnected) {
    return <EmptyState title="The claims are on the host">Connect to it to see who has which addresses.</EmptyState>;
  }
  if (map === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="The addresses could not be read" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Asking who has which addresses" rows={5} />
    );
  }
  return (
    <>
      {status.kind === 'failed' && (
        <ProblemView title="The addresses could not be read again" problem={status.problem} onRetry={reload} />
      )}
      {map.notes.map((note) => (
        <Banner key={note} tone="attention" word="Not compared">
          {note}
        </Banner>
      ))}
      {map.network.kind === 'none' ? (
        <Banner tone="broken" word="No network">
          {map.network.reason}
        </Banner>
      ) : (
        <Planning hostId={hostId} map={map} onOwn={() => setOwning(true)} />
      )}
      {isOwning && <OwnDialog hostId={hostId} owned={map.owned} onClose={() => setOwning(false)} onChanged={setMap} />}
    </>
  );
}

interface PlanningProps {
  readonly hostId: string;
  readonly map: AddressMap;
  readonly onOwn: () => void;
}

function Planning({ hostId, map, onOwn }: PlanningProps) {
  const [draft, setDraft] = useState<ClaimDraft | null>(null);
  const change: Change | null =
    draft === null ? null : { kind: 'claim', demand: toDemand(draft), days: draft.days, ignoreLaptop: false };
  const asked = useClaimReview(hostId, draft?.cloud === '' ? null : change);
  const choice =
    draft === null
      ? null
      : {
          cloud: draft.cloud,
          parts: listDraftParts(draft, asked.review?.claim ?? null),
          isRefused: (asked.review?.refusals.length ?? 0) > 0,
          onMove: (...[part, to, block]: MoveArguments) => setDraft(moveDraftPart(draft, part, to, block)),
        };
  if (map.owned.length === 0) {
    return (
      <EmptyState
        title="You own nothing here yet"
        action={
          <Button variant="filled" onClick={onOwn}>
            Enter what you own
          </Button>
        }
      >
        Say which addresses are yours in this network. They are drawn here as a map, and every cloud gets its own part of them.
      </EmptyState>
    );
  }
  return (
    <Sections>
      <Section
        title="Address plan"
        aside={
          <>
            <Button variant="subtle" onClick={onOwn}>
              What I own
            </Button>
            <Button variant="filled" onClick={() => setDraft(startDraft(proposeName(map)))}>
              Claim addresses
            </Button>
          </>
        }
      >
        <Muted>{describeNetwork(map)}</Muted>
      </Section>
      <Blocks blocks={map.blocks.filter(({ use }) => use === 'public')} claims={map.claims} choice={choice} />
      {draft !== null && change !== null && (
        <ClaimPanel
          hostId={hostId}
          draft={draft}
          change={change}
          review={asked.review}
          status={asked.status}
          onChange={setDraft}
          onClose={() => setDraft(null)}
        />
      )}
      <Blocks blocks={map.blocks.filter(({ use }) => use === 'private')} claims={map.claims} choice={choice} />
      <Claims hostId={hostId} map={map} />
    </Sections>
  );
}

interface BlocksProps {
  readonly blocks: readonly AddressBlock[];
  readonly claims: readonly ClaimView[];
  readonly choice: BlockChoice | null;
}

function Blocks({ blocks, claims, choice }: BlocksProps) {
  return blocks.map((block) => <BlockMap key={block.range.first} block={block} claims={claims} choice={choice} />);
}

type MoveArguments = Parameters<typeof moveDraftPart> extends [unknown, ...infer Rest] ? Rest : never;

function Claims({ hostId, map: { claims } }: { readonly hostId: string; readonly map: AddressMap }) {
  const [asking, setAsking] = useState<Exclude<Change, { readonly kind: 'claim' }> | null>(null);
  const changing = useClaimRun(hostId);
  return (
    <Section title="Clouds">
      {changing.status.kind === 'failed' && <ProblemView title="The claim was not changed" problem={changing.status.problem} />}
      {claims.length === 0 ? (
        <Muted>No cloud has claimed addresses on this host yet.</Muted>
      ) : (
        <CloudsTable
          claims={claims}
          onTakeOver={(cloud) => setAsking({ kind: 'take-over', cloud, days: takeOverDays })}
          onRelease={(cloud) => setAsking({ kind: 'release', cloud })}
        />
      )}
      {asking !== null && (
        <ChangeDialog change={asking} onConfirm={() => void changing.run(asking)} onClose={() => setAsking(null)} />
      )}
    </Section>
  );
}

function describeNetwork({ network: found }: AddressMap): string {
  if (found.kind === 'none') {
    return found.reason;
  }
  const { bridge, subnet, gateway, nameserver } = found.network;
  const show = (address: number | null) => (address === null ? 'none' : formatIpv4(address));
  return `Machines on ${bridge} are in ${describeRange(subnet)}, with gateway ${show(gateway)} and nameserver ${show(nameserver)}, as the host itself.`;
}

/** ciab, ciab-2, ciab-3 … */
function proposeName({ claims }: AddressMap): string {
  const taken = new Set(claims.map(({ claim }) => claim.cloud));
  let name = 'ciab';
  for (let count = 2; taken.has(name); count++) {
    name = `ciab-${count.toString()}`;
  }
  return name;
}
