/** The line on which a value stands in JSON text that is known to be valid; as near as the path goes. Lines count from 1. */
export function findJsonLine(text: string, place: readonly string[]): number {
  let at = skipSpace(text, 0);
  for (const step of place) {
    const next = text[at] === '[' ? findItem(text, at, Number(step)) : findValue(text, at, step);
    if (next === null) {
      break;
    }
    at = next;
  }
  return text.slice(0, at).split('\n').length;
}

function findItem(text: string, open: number, index: number): number | null {
  let at = skipSpace(text, open + 1);
  for (let passed = 0; passed < index; passed += 1) {
    at = skipSpace(text, skipValue(text, at));
    if (text[at] !== ',') {
      return null;
    }
    at = skipSpace(text, at + 1);
  }
  return at;
}

function findValue(text: string, open: number, key: string): number | null {
  let at = skipSpace(text, open + 1);
  while (text[at] === '"') {
    const end = skipValue(text, at);
    const isFound = JSON.parse(text.slice(at, end)) === key;
    at = skipSpace(text, skipSpace(text, end) + 1);
    if (isFound) {
      return at;
    }
    at = skipSpace(text, skipSpace(text, skipValue(text, at)) + 1);
  }
  return null;
}

/** One string, one bracket with all in it, or one bare word. */
function skipValue(text: string, from: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s,:{}[\]"]+/gy;
  let depth = 0;
  let at = from;
  do {
    token.lastIndex = at = depth === 0 ? at : skipSeparators(text, at);
    const word = token.exec(text)?.[0] ?? text.slice(at);
    depth += word === '{' || word === '[' ? 1 : word === '}' || word === ']' ? -1 : 0;
    at += Math.max(1, word.length);
  } while (depth > 0 && at < text.length);
  return at;
}

function skipSpace(text: string, from: number): number {
  return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
}

function skipSeparators(text: string, from: number): number {
  return from + (/^[\s,:]*/.exec(text.slice(from))?.[0].length ?? 0);
}
