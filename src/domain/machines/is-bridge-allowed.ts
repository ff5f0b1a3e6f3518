import type { BridgeHelperFacts } from '../hosts/host-facts.ts';

/**
 * What qemu-bridge-helper.c makes of its file: nothing is allowed that no rule allows, and a deny wins over every allow. `unknown`
 * where an included file, which was not read, could decide.
 */
export function isBridgeAllowed({ rules }: BridgeHelperFacts, bridge: string): 'yes' | 'no' | 'unknown' {
  const matches = (action: 'allow' | 'deny') =>
    rules.some((rule) => rule.action === action && (rule.value === bridge || rule.value === 'all'));
  if (matches('deny')) {
    return 'no';
  }
  if (rules.some(({ action }) => action === 'include')) {
    return 'unknown';
  }
  return matches('allow') ? 'yes' : 'no';
}
