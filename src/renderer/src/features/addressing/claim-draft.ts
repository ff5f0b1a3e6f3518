import { contains, findPrefixLength, describeRange, formatRange, type AddressRange } from '#domain/addressing/address-range.ts';
import { listClaimedParts, type AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { describePart, type CloudPart } from '#domain/addressing/cloud-addresses.ts';
import { proposeDemandText, type DemandText } from '#domain/addressing/demand-text.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { parseRange, parseRanges } from '#domain/addressing/parse-ranges.ts';

/** What a person is filling in to claim addresses. */
export interface ClaimDraft {
  readonly cloud: string;
  /** Words, `name` or `name=address`. Empty: one machine with the name of the cloud. */
  readonly machines: string;
  readonly public: string;
  readonly isOneRange: boolean;
  readonly private: string;
  readonly addressesPerGroup: number;
  readonly isFaststart: boolean;
  /** null: until it is released. */
  readonly days: number | null;
}

export function startDraft(cloud: string): ClaimDraft {
  const { public: publicWish, isOneRange, private: privateWish } = proposeDemandText(cloud);
  return {
    cloud,
    machines: '',
    public: publicWish,
    isOneRange,
    private: privateWish,
    addressesPerGroup: 32,
    isFaststart: true,
    days: 30,
  };
}

export function toDemand(draft: ClaimDraft): DemandText {
  const { cloud, machines, public: publicWish, isOneRange, private: privateWish, addressesPerGroup, isFaststart } = draft;
  const words = machines.split(/[\s,]+/).filter(Boolean);
  return {
    cloud,
    machines: (words.length === 0 ? [cloud] : words).filter(Boolean).map((word) => {
      const [name = '', address = ''] = word.split('=');
      return { name, address };
    }),
    public: publicWish,
    isOneRange,
    private: privateWish,
    addressesPerGroup: isFaststart ? addressesPerGroup : null,
    bridge: isFaststart && privateWish.trim() !== '' ? 'find' : '',
    rules: isFaststart ? 'faststart' : 'none',
  };
}

/** What is drawn on the map for a draft. `isGiven`: a person chose it; all else was found, and moves when something else does. */
export interface DraftPart extends CloudPart {
  readonly isGiven: boolean;
}

/** What a person typed or dragged, at once; for all else what the review found. */
export function listDraftParts(draft: ClaimDraft, claim: Pick<AddressClaim, 'parts'> | null): readonly DraftPart[] {
  const found = claim === null ? [] : listClaimedParts(claim);
  const given = listGivenParts(draft);
  const isChosen = ({ kind, name }: CloudPart) => given.some((part) => part.kind === kind && part.name === name);
  return [...given, ...found.filter((part) => !isChosen(part)).map((part) => ({ ...part, isGiven: false }))];
}

function listGivenParts(draft: ClaimDraft): readonly DraftPart[] {
  const demand = toDemand(draft);
  const publics = /^\s*\d*\s*$/.test(draft.public) ? null : parseRanges(draft.public);
  const subnet = draft.private.trim().startsWith('/') ? null : parseRange(draft.private.trim());
  return [
    ...demand.machines.flatMap(({ name, address }): DraftPart[] => {
      const parsed = parseRange(address);
      return parsed.ok ? [{ kind: 'machine', name, range: parsed.range, isGiven: true }] : [];
    }),
    ...(publics?.ok ? publics.ranges.map((range): DraftPart => ({ kind: 'public', name: null, range, isGiven: true })) : []),
    ...(subnet?.ok ? [{ kind: 'private', name: null, range: subnet.range, isGiven: true } as const] : []),
  ];
}

/** A single range of public addresses, a machine's address and a private network can be moved; lists and bridges cannot. */
export function isMovable(part: DraftPart, all: readonly DraftPart[]): boolean {
  return part.kind === 'public' ? all.filter(({ kind }) => kind === 'public').length === 1 : part.kind !== 'bridge';
}

/** The draft after a part was dragged to a range. A private network stays as large as it is, at a place where such a one can be. */
export function moveDraftPart(draft: ClaimDraft, part: DraftPart, to: AddressRange, block: AddressRange): ClaimDraft {
  switch (part.kind) {
    case 'public':
      return { ...draft, public: formatRange(to) };
    case 'machine':
      return { ...draft, machines: renameMachine(draft, part.name ?? '', formatIpv4(to.first)) };
    case 'private': {
      const size = part.range.last - part.range.first + 1;
      const first = Math.round(to.first / size) * size;
      const moved = { first, last: first + size - 1 };
      return contains(block, moved) && findPrefixLength(moved) !== null ? { ...draft, private: describeRange(moved) } : draft;
    }
    default:
      return draft;
  }
}

function renameMachine(draft: ClaimDraft, name: string, address: string): string {
  return toDemand(draft)
    .machines.map((machine) => (machine.name === name ? { name, address } : machine))
    .map((machine) => (machine.address === '' ? machine.name : `${machine.name}=${machine.address}`))
    .join(' ');
}

/** "The public addresses of green: 10.101.7.64/27, 32 addresses." */
export function explainPart(cloud: string, part: CloudPart): string {
  const count = part.range.last - part.range.first + 1;
  const words = describePart(part);
  const range = `${describeRange(part.range)}, ${count.toString()} ${count === 1 ? 'address' : 'addresses'}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${cloud}: ${range}.`;
}
