import type { RuleAction } from '#domain/path/netfilter/rule-table.ts';
import { isRecord } from './is-record.ts';

/** Statements that decide nothing (nft(8), STATEMENTS). A match is a question and no action either. */
const quiet = new Set([
  'match',
  'counter',
  'log',
  'comment',
  'notrack',
  'flow',
  'ct helper',
  'ct timeout',
  'dup',
  'limit',
  'quota',
  'set',
  'meter',
]);

const plain: Readonly<Record<string, RuleAction>> = {
  accept: { kind: 'accept' },
  drop: { kind: 'drop' },
  reject: { kind: 'reject' },
  return: { kind: 'return' },
  continue: { kind: 'continue' },
  masquerade: { kind: 'masquerade' },
};

/** What one statement does with the packet. */
export function parseNftAction(statement: Readonly<Record<string, unknown>>): RuleAction {
  const [name = '', body] = Object.entries(statement)[0] ?? [];
  const known = plain[name];
  if (known) {
    return known;
  }
  if (quiet.has(name) || (name === 'xt' && isRecord(body) && body['type'] === 'match')) {
    return { kind: 'continue' };
  }
  return (isRecord(body) ? parseWithBody(name, body) : null) ?? { kind: 'unknown', text: `${name} ${JSON.stringify(body)}` };
}

function parseWithBody(name: string, body: Readonly<Record<string, unknown>>): RuleAction | null {
  switch (name) {
    case 'jump':
    case 'goto':
      return { kind: 'jump', chain: String(body['target']), isGoto: name === 'goto' };
    case 'dnat':
    case 'snat':
      return parseNat(name, body);
    case 'mangle':
      return parseMangle(body);
    default:
      return null;
  }
}

function parseNat(name: 'dnat' | 'snat', { addr, port }: Readonly<Record<string, unknown>>): RuleAction | null {
  const address = typeof addr === 'string' ? addr : null;
  if (addr !== undefined && address === null) {
    return null;
  }
  return name === 'snat'
    ? { kind: 'source-nat', address }
    : { kind: 'destination-nat', address, port: typeof port === 'number' ? port : null };
}

/** Of what a packet can be changed in, marks and the time to live matter to what comes after. */
function parseMangle({ key, value }: Readonly<Record<string, unknown>>): RuleAction | null {
  if (!isRecord(key) || typeof value !== 'number') {
    return null;
  }
  const { meta, payload } = key;
  if (isRecord(meta)) {
    return meta['key'] === 'mark' ? { kind: 'set-mark', value, mask: 0xffffffff } : { kind: 'continue' };
  }
  return isRecord(payload) && payload['field'] === 'ttl' ? { kind: 'set-ttl', value } : null;
}
