import type { NetfilterFacts } from '../network-facts.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import type { Finding } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const forwardTopic = {
  id: 'ip-forward',
  title: 'IP forwarding',
  why: 'Frames through a bridge pass without it, so it is never a fault here; only a host that routes or translates addresses for its machines needs it.',
};

/** Measured: with ip_forward = 0 a pure bridge works. So it is told and never flagged. */
export const checkIpForward: ReadinessCheck = ({ facts }) =>
  judge(forwardTopic, facts.network.netfilter, ({ ipForward }) =>
    ok(ipForward ? 'on (net.ipv4.ip_forward = 1)' : 'off (net.ipv4.ip_forward = 0), not needed for a bridge'),
  );

const filterTopic = {
  id: 'bridge-filter',
  title: 'Firewall and bridge',
  why: 'The most reported cause of machines that answer ARP and nothing else: bridged frames meet iptables, whose FORWARD policy is DROP (Docker sets it).',
};

export const checkBridgeFilter: ReadinessCheck = ({ facts, bridge }) =>
  judge(filterTopic, facts.network.netfilter, (netfilter) => decide(netfilter, bridge));

function decide(netfilter: NetfilterFacts, bridge: string): Finding {
  if (netfilter.bridgeCallsIptables !== true) {
    return ok(
      netfilter.bridgeCallsIptables === null
        ? 'br_netfilter is not loaded: bridged frames never meet iptables'
        : 'bridge-nf-call-iptables = 0',
    );
  }
  const remedy = `iptables -I FORWARD -i ${bridge} -o ${bridge} -j ACCEPT, or for all bridges: sysctl net.bridge.bridge-nf-call-iptables=0`;
  switch (netfilter.forwardPolicy) {
    case 'accept':
    case 'none':
      return ok(
        `bridge-nf-call-iptables = 1, FORWARD policy ${netfilter.forwardPolicy === 'accept' ? 'ACCEPT' : 'not set'} (${netfilter.source})`,
      );
    case 'drop':
      return decideDrop(netfilter, bridge, remedy);
    default:
      return {
        level: 'unknown',
        found: `bridge-nf-call-iptables = 1, FORWARD policy unknown: ${netfilter.source}`,
        remedy: 'Connect as root: only root may see the rules',
      };
  }
}

function decideDrop(netfilter: NetfilterFacts, bridge: string, remedy: string): Finding {
  const found = `bridge-nf-call-iptables = 1 and FORWARD policy DROP (${netfilter.source})`;
  const rule = netfilter.forwardRules.find((candidate) => acceptsBridged(candidate, bridge));
  return rule === undefined
    ? missing(found, remedy)
    : warning(`${found}, but a rule seems to accept: ${rule}`, `If machines do not answer: ${remedy}`);
}

/** A rule that accepts what stays within the bridge. Rules in chains of their own are not followed: such a host gets the remedy. */
function acceptsBridged(rule: string, bridge: string): boolean {
  if (!/ -j ACCEPT\b/.test(rule)) {
    return false;
  }
  const words = rule.replace(/^-A FORWARD | -j ACCEPT.*$/g, '').trim();
  const within = words.replace(new RegExp(`-[io] (${bridge.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')})(?= |$)`, 'g'), '').trim();
  return within === '' || within === '-m physdev --physdev-is-bridged';
}
