/** RFC 2132, option 53. */
const messages = ['', 'discover', 'offer', 'request', 'decline', 'ack', 'nak', 'release', 'inform'];

const cookieAt = 236;
const optionsAt = 240;

/** What a DHCP message is, for which card, and which address it is about; null where it is none. */
export function describeDhcp(payload: Uint8Array): string | null {
  if (payload.length < optionsAt || toHex(payload, cookieAt, 4) !== '63825363') {
    return null;
  }
  const options = readOptions(payload);
  const type = messages[options.get(53)?.[0] ?? 0] ?? '';
  const mac = toHex(payload, 28, 6).replace(/(..)(?!$)/g, '$1:');
  const given = toAddress(payload.subarray(16, 20));
  const asked = options.get(50);
  const about = given === '0.0.0.0' ? (asked ? toAddress(asked) : null) : given;
  const server = options.get(54);
  return [
    type === '' ? 'BOOTP' : type,
    ` for ${mac}`,
    about === null ? '' : `, ${about}`,
    server ? `, server ${toAddress(server)}` : '',
  ].join('');
}

function readOptions(payload: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  for (let at = optionsAt; at < payload.length;) {
    const code = payload[at] ?? 255;
    if (code === 255) {
      break;
    }
    const length = code === 0 ? 0 : (payload[at + 1] ?? 0);
    if (code !== 0) {
      options.set(code, payload.subarray(at + 2, at + 2 + length));
    }
    at += code === 0 ? 1 : 2 + length;
  }
  return options;
}

function toAddress(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 4)].join('.');
}

function toHex(bytes: Uint8Array, at: number, length: number): string {
  return [...bytes.subarray(at, at + length)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
