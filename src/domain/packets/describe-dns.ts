const recordTypes: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  255: 'ANY',
};
const results = ['', 'format error', 'server failure', 'no such name', 'not implemented', 'refused'];

/** The question of a DNS message and how it was answered (RFC 1035); null where it is none. */
export function describeDns(payload: Uint8Array): string | null {
  if (payload.length < 17) {
    return null;
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const [flags, questions, answers] = [view.getUint16(2), view.getUint16(4), view.getUint16(6)];
  const name = questions === 1 ? readName(payload) : null;
  if (name === null || name.end + 2 > payload.length) {
    return null;
  }
  const type = view.getUint16(name.end);
  const asked = `${recordTypes[type] ?? `type ${type}`} ${name.text}`;
  if ((flags & 0x8000) === 0) {
    return `asks for ${asked}`;
  }
  const result = results[flags & 0x0f] ?? `code ${flags & 0x0f}`;
  return `answer to ${asked}: ${result === '' ? `${answers} ${answers === 1 ? 'record' : 'records'}` : result}`;
}

/** The first name of a message is never compressed. */
function readName(payload: Uint8Array): { readonly text: string; readonly end: number } | null {
  const labels: string[] = [];
  for (let at = 12; at < payload.length;) {
    const length = payload[at] ?? 64;
    if (length === 0) {
      return { text: labels.length === 0 ? '.' : labels.join('.'), end: at + 1 };
    }
    if (length > 63 || at + 1 + length > payload.length) {
      return null;
    }
    labels.push(String.fromCharCode(...payload.subarray(at + 1, at + 1 + length)).replace(/[^\x21-\x7e]/g, '?'));
    at += 1 + length;
  }
  return null;
}
