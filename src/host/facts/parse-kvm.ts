import type { KvmFacts } from '#domain/hosts/host-facts.ts';
import { parsePairs } from './parse-pairs.ts';
import { Unreadable } from './unreadable.ts';

/** device=usable|no-access|absent, then module=NAME and its nested=VALUE. */
export function parseKvm(text: string): KvmFacts {
  const pairs = parsePairs(text);
  const device = pairs.find(([key]) => key === 'device')?.[1];
  if (device !== 'usable' && device !== 'no-access' && device !== 'absent') {
    throw new Unreadable('The host did not tell whether it has /dev/kvm');
  }
  const nested = pairs.filter(([key]) => key === 'nested').map(([, value]) => value);
  return {
    device,
    modules: pairs.filter(([key]) => key === 'module').map(([, value]) => value),
    nested: nested.length === 0 ? 'unknown' : nested.some((value) => value === 'Y' || value === '1') ? 'on' : 'off',
  };
}
