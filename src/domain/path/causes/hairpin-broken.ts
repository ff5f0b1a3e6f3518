import { findInwardPairs } from '../find-translations.ts';
import { doesBridgeCallIptables } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { showSwitch } from './evidence-lines.ts';
import { isRouted } from './is-routed.ts';

/**
 * An instance that calls its own public address gets its own packet back, with itself as the source, and drops it. Seen on Linux 6.18
 * with the rules of Eucalyptus 4.2; no fault for anybody else.
 */
export const hairpinBroken = createCause('hairpin-broken', 47, ({ machine }) => {
  const bridge = machine?.inner?.bridge ?? null;
  if (!machine || bridge === null || !isRouted(machine) || !doesBridgeCallIptables(machine.facts, bridge.name)) {
    return [];
  }
  return findInwardPairs(machine.facts).some(({ privateAddress }) => privateAddress === machine.inner?.address)
    ? [
        {
          severity: 'notice',
          place: 'machine',
          device: bridge.name,
          sentence: `The instance cannot reach itself by its own public address: frames through ${bridge.name} meet iptables, and the source is not translated then.`,
          evidence: [showSwitch(machine.facts, 'bridge/bridge-nf-call-iptables')],
          fix: fixBy('machine', 'Use the private address there, or have bridged frames pass iptables by.', [
            ['sysctl', '-w', 'net.bridge.bridge-nf-call-iptables=0'],
            ['sysctl', '-w', 'net.bridge.bridge-nf-call-iptables=1'],
          ]),
        },
      ]
    : [];
});
