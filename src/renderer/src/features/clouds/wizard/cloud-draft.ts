import { findPrefixLength, describeRange, formatRange } from '#domain/addressing/address-range.ts';
import { formatIpv4, type Ipv4 } from '#domain/addressing/ipv4.ts';
import { parseRange, parseRanges } from '#domain/addressing/parse-ranges.ts';
import type { AddressWish, CloudWish, MachineWish } from '#domain/clouds/cloud-wish.ts';
import { readCloudFile } from '#domain/clouds/read-cloud-file.ts';
import { writeCloudFile } from '#domain/clouds/write-cloud-file.ts';

/** A machine as it is being typed. Empty: its address is proposed. */
export interface MachineDraft extends Omit<MachineWish, 'address'> {
  readonly address: string;
}

/** Addresses as they are being typed; what is empty is proposed. */
export interface AddressTexts {
  /** How many, or which. */
  readonly public: string;
  readonly private: string;
  readonly bridge: string;
  readonly addressesPerGroup: number | null;
}

/** A cloud as it is being typed: a wish whose addresses are still texts, so that half of one stays as it was typed. */
export interface CloudDraft extends Omit<CloudWish, 'machines' | 'addresses'> {
  readonly machines: readonly MachineDraft[];
  readonly addresses: AddressTexts;
}

/** What is wrong with what was typed. The field is called as in a cloud file: name, machines[1].address, addresses.public. */
export interface DraftProblem {
  readonly field: string;
  readonly message: string;
}

export interface DraftReading {
  /** What cannot be read is left open in it. */
  readonly wish: CloudWish;
  readonly file: string;
  readonly problems: readonly DraftProblem[];
}

export function toDraft({ machines, addresses, ...rest }: CloudWish): CloudDraft {
  return {
    ...rest,
    machines: machines.map((machine) => ({ ...machine, address: toText(machine.address) })),
    addresses: {
      public: addresses.publicCount?.toString() ?? addresses.public.map(formatRange).join(' '),
      private: addresses.private === null ? '' : describeRange(addresses.private),
      bridge: toText(addresses.bridgeAddress),
      addressesPerGroup: addresses.addressesPerGroup,
    },
  };
}

function toText(address: Ipv4 | null): string {
  return address === null ? '' : formatIpv4(address);
}

/** The wish behind a draft, and all that is wrong with it: the texts by themselves, the rest as a cloud file would be told. */
export function readDraft(draft: CloudDraft): DraftReading {
  const problems: DraftProblem[] = [];
  const report = (field: string) => (message: string) => {
    problems.push({ field, message });
    return null;
  };
  const wish: CloudWish = {
    ...draft,
    machines: draft.machines.map((machine, at) => ({
      ...machine,
      address: readAddress(machine.address, report(`machines[${at.toString()}].address`)),
    })),
    addresses: {
      ...readPublic(draft.addresses.public, report('addresses.public')),
      private: readNetwork(draft.addresses.private, report('addresses.private')),
      bridgeAddress: readAddress(draft.addresses.bridge, report('addresses.bridge')),
      addressesPerGroup: draft.addresses.addressesPerGroup,
    },
  };
  const file = writeCloudFile(wish);
  const reading = readCloudFile(file);
  const others = reading.kind === 'refused' ? reading.problems.map(({ field, message }) => ({ field, message })) : [];
  return { wish, file, problems: [...problems, ...others] };
}

type Report = (message: string) => null;

function readAddress(text: string, report: Report): Ipv4 | null {
  const word = text.trim();
  if (word === '') {
    return null;
  }
  const parsed = parseRange(word);
  if (!parsed.ok) {
    return report(parsed.reason);
  }
  const { first, last } = parsed.range;
  return first === last ? first : report(`${word} is more than one address. Give one, such as ${formatIpv4(first)}.`);
}

function readNetwork(text: string, report: Report): AddressWish['private'] {
  const word = text.trim();
  if (word === '') {
    return null;
  }
  const parsed = parseRange(word);
  if (!parsed.ok) {
    return report(parsed.reason);
  }
  return findPrefixLength(parsed.range) === null
    ? report(`${word} is no whole network. Give one, such as 172.30.4.0/22.`)
    : parsed.range;
}

/** A number says how many, anything else which. */
function readPublic(text: string, report: Report): Pick<AddressWish, 'public' | 'publicCount'> {
  const words = text.trim();
  if (words === '') {
    return { public: [], publicCount: null };
  }
  if (/^\d+$/.test(words)) {
    return { public: [], publicCount: Number(words) };
  }
  const parsed = parseRanges(words);
  if (!parsed.ok) {
    report(parsed.reasons.join(' '));
    return { public: [], publicCount: null };
  }
  return { public: parsed.ranges, publicCount: null };
}
