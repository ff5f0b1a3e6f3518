/** A line of capture-hops.sh. */
export type CaptureLine =
  | { readonly kind: 'beat' }
  | { readonly kind: 'bytes'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'listening'; readonly at: number }
  | { readonly kind: 'counts'; readonly at: number; readonly received: number; readonly dropped: number }
  | { readonly kind: 'said'; readonly at: number; readonly text: string }
  | { readonly kind: 'ended'; readonly at: number };

const form = /^([dxse]) (\d+) ?(.*)$/;
/** tcpdump's answer to SIGUSR1, in one line; at its end it says the same in three. */
const counts = /(\d+) packets? received by filter, (\d+) packets? dropped by kernel/;

/** null for what is no such line, a login banner for one. */
export function parseCaptureLine(line: string): CaptureLine | null {
  if (line === 'b') {
    return { kind: 'beat' };
  }
  const found = form.exec(line);
  if (found === null) {
    return null;
  }
  const [, letter, number, text = ''] = found;
  const at = Number(number);
  switch (letter) {
    case 'd':
      return { kind: 'bytes', at, bytes: Buffer.from(text, 'base64') };
    case 'x':
      return { kind: 'bytes', at, bytes: Buffer.from(text.replaceAll(' ', ''), 'hex') };
    case 'e':
      return { kind: 'ended', at };
    default:
      return parseWords(at, text);
  }
}

function parseWords(at: number, text: string): CaptureLine {
  const counted = counts.exec(text);
  if (counted) {
    return { kind: 'counts', at, received: Number(counted[1]), dropped: Number(counted[2]) };
  }
  return /\blistening on\b/.test(text) ? { kind: 'listening', at } : { kind: 'said', at, text };
}
