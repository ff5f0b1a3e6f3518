import { parsePairs } from '../facts/parse-pairs.ts';
import { Unreadable } from '../facts/unreadable.ts';

/** The two kernel switches that decide whether packets are routed and whether bridged frames meet iptables. */
export function parseSwitches(text: string): { readonly ipForward: boolean; readonly bridgeCallsIptables: boolean | null } {
  const switches = new Map(parsePairs(text));
  const ipForward = switches.get('ip_forward');
  if (ipForward === undefined) {
    throw new Unreadable('The host did not tell net.ipv4.ip_forward');
  }
  const bridge = switches.get('bridge-nf-call-iptables');
  return { ipForward: ipForward !== '0', bridgeCallsIptables: bridge === undefined ? null : bridge !== '0' };
}
