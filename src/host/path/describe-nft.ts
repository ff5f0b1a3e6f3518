import { isRecord } from './is-record.ts';

type Body = Readonly<Record<string, unknown>>;

const statements: Readonly<Record<string, (body: Body) => string>> = {
  match: ({ op, left, right }) =>
    `${describeExpression(left)} ${op === '==' || op === 'in' ? '' : `${toWord(op)} `}${describeExpression(right)}`,
  counter: ({ packets, bytes }) => `counter packets ${toWord(packets)} bytes ${toWord(bytes)}`,
  dnat: (body) => `dnat ${describeTarget(body)}`,
  snat: (body) => `snat ${describeTarget(body)}`,
  jump: ({ target }) => `jump ${toWord(target)}`,
  goto: ({ target }) => `goto ${toWord(target)}`,
  reject: () => 'reject',
  log: () => 'log',
};

/** A statement of nft's JSON nearly as nft prints it in text. */
export function describeStatement(statement: Body): string {
  const [name, body] = Object.entries(statement)[0] ?? ['', null];
  const describe = statements[name];
  if (describe && isRecord(body)) {
    return describe(body);
  }
  return body === null ? name : `${name} ${describeExpression(body)}`;
}

function describeTarget({ addr, port }: Body): string {
  return `to ${describeExpression(addr)}${port === undefined ? '' : `:${describeExpression(port)}`}`;
}

const expressions: Readonly<Record<string, (body: Body) => string>> = {
  payload: ({ protocol, field }) => `${toWord(protocol) || '@'} ${toWord(field)}`.trim(),
  meta: ({ key }) => toWord(key),
  ct: ({ key }) => `ct ${toWord(key)}`,
  fib: ({ flags, result }) => `fib ${describeExpression(flags)} ${toWord(result)}`,
  prefix: ({ addr, len }) => `${toWord(addr)}/${toWord(len)}`,
  elem: ({ val }) => describeExpression(val),
};

function describeExpression(value: unknown): string {
  if (Array.isArray(value)) {
    return `{ ${value.map(describeExpression).join(', ')} }`;
  }
  if (!isRecord(value)) {
    return toWord(value);
  }
  const [name, body] = Object.entries(value)[0] ?? ['', null];
  const describe = expressions[name];
  if (describe && isRecord(body)) {
    return describe(body);
  }
  if (Array.isArray(body)) {
    return name === 'range' ? body.map(describeExpression).join('-') : describeExpression(body);
  }
  return `${name} ${JSON.stringify(body)}`;
}

function toWord(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
