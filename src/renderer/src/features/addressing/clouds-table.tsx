import { Button } from '@mantine/core';
import type { ClaimView } from '#domain/addressing/address-map.ts';
import { describeRange, findPrefixLength } from '#domain/addressing/address-range.ts';
import { listClaimedParts, toCloudAddresses, type AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { countSecurityGroups } from '#domain/addressing/faststart/security-groups.ts';
import { TintMark } from '#renderer/ui/address-grid/tint-mark.tsx';
import { ButtonRow } from '#renderer/ui/button-row.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import { toTint } from './to-tint.ts';

interface CloudsTableProps {
  readonly claims: readonly ClaimView[];
  readonly onTakeOver: (cloud: string) => void;
  readonly onRelease: (cloud: string) => void;
}

/** Who has claimed what, until when, and what it gives. */
export function CloudsTable({ claims, onTakeOver, onRelease }: CloudsTableProps) {
  return (
    <DataTable
      label="Claims"
      rows={claims}
      keyOf={({ claim }) => claim.cloud}
      columns={[
        {
          id: 'cloud',
          title: 'Cloud',
          isFact: true,
          render: ({ claim }) => (
            <>
              <TintMark tint={toTint(claims, claim.cloud)} />
              {claim.cloud}
            </>
          ),
        },
        { id: 'owner', title: 'Claimed by', isSentence: true, render: (view) => <Owner view={view} /> },
        {
          id: 'addresses',
          title: 'Addresses',
          isFact: true,
          isSentence: true,
          render: ({ claim }) => describeParts(claim),
        },
        {
          id: 'actions',
          title: 'Actions',
          render: ({ claim, isOwn, isStale, owner }) => (
            <ButtonRow>
              {!isOwn && (
                <ReasonedButton
                  reason={isStale ? null : `It is claimed by ${owner}, and can be taken over when that is over.`}
                  onClick={() => onTakeOver(claim.cloud)}
                >
                  Take over
                </ReasonedButton>
              )}
              {isOwn || isStale ? <Button onClick={() => onRelease(claim.cloud)}>Release</Button> : null}
            </ButtonRow>
          ),
        },
      ]}
    />
  );
}

function Owner({ view: { owner, isStale, isOwn, claim } }: { readonly view: ClaimView }) {
  const last = claim.trace.at(-1);
  const trace = last?.what === 'taken-over' && last.from !== null ? `, taken over from ${last.from}` : '';
  const words = `${owner}${isOwn ? ' (you)' : ''}${trace}`;
  return isStale ? <StateMark tone="attention" word={words} /> : words;
}

/** Every range, and behind the private one how many security groups it gives. */
function describeParts(claim: AddressClaim): string {
  const groups = describeGroups(claim);
  return listClaimedParts(claim)
    .map(({ kind, range }) => `${describeRange(range)}${kind === 'private' ? groups : ''}`)
    .join(', ');
}

/** " (13 groups of 21)": the whole sentence is told where addresses are chosen. */
function describeGroups(claim: AddressClaim): string {
  const { private: subnet } = toCloudAddresses(claim);
  const prefixLength = subnet === null ? null : findPrefixLength(subnet.range);
  if (subnet === null || prefixLength === null || subnet.addressesPerGroup === null) {
    return '';
  }
  const { groups, instancesPerGroup } = countSecurityGroups(prefixLength, subnet.addressesPerGroup);
  return ` (${groups.toString()} ${groups === 1 ? 'group' : 'groups'} of ${instancesPerGroup.toString()})`;
}
