import type { BridgeHelperFacts } from '#domain/hosts/host-facts.ts';
import { parsePairs } from '../facts/parse-pairs.ts';

/** helper=, setuid= or capability=, expected=, config=, rule=. */
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
    isPrivileged: first('setuid') === 'yes' || /cap_net_admin/.test(first('capability') ?? ''),
    configPath: first('config'),
    expectedConfigPath: first('expected'),
    rules,
    unknownLines: lines.filter((line) => !/^(allow|deny|include)\s+\S/.test(line)),
  };
}

function isAction(word: string | undefined): word is 'allow' | 'deny' | 'include' {
  return word === 'allow' || word === 'deny' || word === 'include';
}
