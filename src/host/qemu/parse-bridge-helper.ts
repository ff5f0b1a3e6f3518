import type { BridgeHelperFacts } from '#domain/hosts/host-facts.ts';
import { parsePairs } from '../facts/parse-pairs.ts';

/** helper=, mode= (a line of `ls -ln`), capability=, config=, rule=. */
export function parseBridgeHelper(text: string): BridgeHelperFacts {
  const pairs = parsePairs(text);
  const first = (name: string) => pairs.find(([key]) => key === name)?.[1] ?? null;
  const lines = pairs.filter(([key]) => key === 'rule').map(([, value]) => value.trim());
  const rules = lines.flatMap((line) => {
    const [, action, value] = /^(allow|deny|include)\s+(.+)$/.exec(line) ?? [];
    return isAction(action) && value !== undefined ? [{ action, value }] : [];
  });
  return {
    path: first('helper'),
    isPrivileged: isSetuidRoot(first('mode')) || /cap_net_admin/.test(first('capability') ?? ''),
    configPath: first('config'),
    expectedConfigPath: first('expected'),
    rules,
    unknownLines: lines.filter((line) => !/^(allow|deny|include)\s+\S/.test(line)),
  };
}

function isAction(word: string | undefined): word is 'allow' | 'deny' | 'include' {
  return word === 'allow' || word === 'deny' || word === 'include';
}

/** -rwsr-xr-x 1 0 0 …: the fourth character is the owner's x, the third word the owner. */
function isSetuidRoot(line: string | null): boolean {
  const [mode, , owner] = (line ?? '').split(/\s+/);
  return mode?.[3] === 's' && owner === '0';
}
