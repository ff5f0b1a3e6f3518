// SOCKS version 5 without authentication, CONNECT alone (RFC 1928).

export interface SocksTarget {
  readonly address: string;
  readonly port: number;
}

/** What the bytes that came so far are. `rest` begins behind what was read. */
export type SocksReading<T> =
  | { readonly kind: 'read'; readonly value: T; readonly rest: Uint8Array }
  | { readonly kind: 'incomplete' }
  /** `reply` goes out before the connection ends. */
  | { readonly kind: 'refused'; readonly reply: Uint8Array };

const version = 5;

export const socksReplies = {
  done: 0,
  failed: 1,
  notAllowed: 2,
  unreachable: 4,
  refused: 5,
  noSuchCommand: 7,
  noSuchAddressType: 8,
} as const;

/** The offer of methods (section 3); only "no authentication required" is taken. */
export function readSocksGreeting(bytes: Uint8Array): SocksReading<null> {
  const [first, count] = bytes;
  if (first !== undefined && first !== version) {
    return { kind: 'refused', reply: new Uint8Array() };
  }
  if (count === undefined || bytes.length < 2 + count) {
    return { kind: 'incomplete' };
  }
  return bytes.subarray(2, 2 + count).includes(0)
    ? { kind: 'read', value: null, rest: bytes.subarray(2 + count) }
    : { kind: 'refused', reply: Uint8Array.of(version, 0xff) };
}

export const socksWelcome = Uint8Array.of(version, 0);

/** What to connect to (section 4). Names are left to the host: what it calls them counts there. */
export function readSocksRequest(bytes: Uint8Array): SocksReading<SocksTarget> {
  const [first, command, , type] = bytes;
  if (first !== undefined && first !== version) {
    return { kind: 'refused', reply: new Uint8Array() };
  }
  if (type === undefined) {
    return { kind: 'incomplete' };
  }
  if (command !== 1) {
    return { kind: 'refused', reply: buildSocksReply(socksReplies.noSuchCommand) };
  }
  const length = findAddressLength(type, bytes[4]);
  if (length === null) {
    return { kind: 'refused', reply: buildSocksReply(socksReplies.noSuchAddressType) };
  }
  const start = type === 3 ? 5 : 4;
  const end = start + length;
  const [high, low] = bytes.subarray(end, end + 2);
  if (bytes.length < 5 || high === undefined || low === undefined) {
    return { kind: 'incomplete' };
  }
  const address = formatAddress(type, bytes.subarray(start, end));
  return address === null
    ? { kind: 'refused', reply: buildSocksReply(socksReplies.noSuchAddressType) }
    : { kind: 'read', value: { address, port: high * 256 + low }, rest: bytes.subarray(end + 2) };
}

/** Section 6. The bound address is nobody's business: RFC 1928 lets it be zero. */
export function buildSocksReply(code: (typeof socksReplies)[keyof typeof socksReplies]): Uint8Array {
  return Uint8Array.of(version, code, 0, 1, 0, 0, 0, 0, 0, 0);
}

/** null: no type that there is. */
function findAddressLength(type: number, firstByte: number | undefined): number | null {
  switch (type) {
    case 1:
      return 4;
    case 3:
      return firstByte ?? 0;
    case 4:
      return 16;
    default:
      return null;
  }
}

/** null: a name that is none. */
function formatAddress(type: number, bytes: Uint8Array): string | null {
  if (type === 1) {
    return bytes.join('.');
  }
  if (type === 4) {
    return Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0)).toString(16)).join(':');
  }
  const name = String.fromCharCode(...bytes);
  return /^[A-Za-z0-9._-]{1,253}$/.test(name) ? name : null;
}
