import type { AddressBlock, BlockSegment, ClaimView } from '#domain/addressing/address-map.ts';
import { countAddresses, describeRange, formatRange, overlaps, type AddressRange } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { AddressGrid, type GridChoice, type GridSegment } from '#renderer/ui/address-grid/address-grid.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { explainPart, isMovable, type DraftPart } from './claim-draft.ts';
import { toTint } from './to-tint.ts';

interface BlockMapProps {
  readonly block: AddressBlock;
  readonly claims: readonly ClaimView[];
  readonly choice: BlockChoice | null;
}

/** What a person is choosing at the moment, for the blocks to show. */
export interface BlockChoice {
  readonly cloud: string;
  readonly parts: readonly DraftPart[];
  readonly isRefused: boolean;
  readonly onMove: (part: DraftPart, to: AddressRange, block: AddressRange) => void;
}

/** One block of what is owned: drawn, and as a list. */
export function BlockMap({ block, claims, choice }: BlockMapProps) {
  const { range, use, segments, freeCount } = block;
  const what = use === 'public' ? 'machines and public addresses' : 'private subnets';
  const count = countAddresses(range);
  return (
    <Section
      title={`${describeRange(range)} for ${what}`}
      aside={`${freeCount.toLocaleString('en')} of ${count.toLocaleString('en')} free`}
    >
      <AddressGrid
        label={`Map of ${describeRange(range)}`}
        block={range}
        segments={segments.map((segment) => toGridSegment(segment, claims))}
        choices={choice === null ? [] : toChoices(choice, range)}
        nameRow={(first) => nameRow(first, count)}
      />
      <Disclosure label="As a list">
        <DataTable
          label={`Addresses of ${describeRange(range)}`}
          rows={segments}
          keyOf={(segment) => String(segment.range.first)}
          columns={[
            { id: 'range', title: 'Addresses', isFact: true, render: (segment) => formatRange(segment.range) },
            {
              id: 'count',
              title: 'Count',
              align: 'right',
              render: (segment) => countAddresses(segment.range).toLocaleString('en'),
            },
            {
              id: 'who',
              title: 'Who has them',
              isSentence: true,
              render: (segment) => (segment.kind === 'free' ? 'free' : segment.holder),
            },
          ]}
        />
      </Disclosure>
    </Section>
  );
}

/** ".32" in a small block, "172.30.4" in a wide one. */
function nameRow(first: number, count: number): string {
  const parts = formatIpv4(first).split('.');
  return count <= 256 ? `.${parts[3] ?? ''}` : parts.slice(1).join('.');
}

function toGridSegment(segment: BlockSegment, claims: readonly ClaimView[]): GridSegment {
  const id = String(segment.range.first);
  const range = `${describeRange(segment.range)} (${countAddresses(segment.range).toLocaleString('en')})`;
  switch (segment.kind) {
    case 'free':
      return { id, range: segment.range, look: 'free', tint: 0, mark: '', explanation: `${range}: free` };
    case 'taken':
      return {
        id,
        range: segment.range,
        look: 'taken',
        tint: 0,
        mark: 'taken',
        explanation: `${range}: taken, ${segment.holder}`,
      };
    case 'cloud': {
      const owner = claims.find(({ claim }) => claim.cloud === segment.cloud)?.owner ?? '';
      const tint = toTint(claims, segment.cloud);
      return {
        id,
        range: segment.range,
        look: 'cloud',
        tint,
        mark: segment.cloud,
        explanation: `${range}: ${segment.holder}, claimed by ${owner}`,
      };
    }
  }
}

function toChoices({ cloud, parts, isRefused, onMove }: BlockChoice, block: AddressRange): readonly GridChoice[] {
  return parts
    .filter(({ range }) => overlaps(range, block))
    .map((part) => ({
      id: `${part.kind}-${part.name ?? ''}-${part.kind === 'public' && !isMovable(part, parts) ? part.range.first.toString() : ''}`,
      range: part.range,
      mark: cloud,
      explanation: explainPart(cloud, part),
      isRefused: isRefused && part.isGiven,
      isResizable: part.kind === 'public',
      onChange: isMovable(part, parts) ? (to) => onMove(part, to, block) : null,
    }));
}
