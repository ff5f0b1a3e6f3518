import { valueOr } from '../../fact.ts';
import { describeChain } from '../netfilter/cited-rule.ts';
import { evidenceFrom } from '../evidence.ts';
import { readSwitch } from '../walk/place-questions.ts';
import { findFilter, type FilterStep } from '../walk/walk-step.ts';
import { createCause, fixBy, type Case, type FindingBody } from './cause.ts';
import { showBlockers, showSwitch } from './evidence-lines.ts';
import { buildRuleFix } from './fix-rule.ts';

const ignorePath = 'ipv4/icmp_echo_ignore_all';

/** The probe arrives, and the instance itself drops it, does not answer pings, or has nobody listening. */
export const instanceRefuses = createCause('instance-refuses', 44, (found) => {
  const { nested, walk } = found;
  const filter = (['nested-input', 'nested-output'] as const)
    .map((id) => findFilter(walk, id))
    .find((step) => step?.result.verdict === 'block');
  if (nested === null) {
    return [];
  }
  return filter ? buildFiltered(nested, filter) : [...findIgnored(found, nested), ...findDeaf(found, nested)];
});

type Nested = NonNullable<Case['nested']>;

function buildFiltered({ nic }: Nested, step: FilterStep): readonly FindingBody[] {
  const [blocker] = step.result.blockers;
  const fix = blocker ? buildRuleFix('nested', blocker.by) : null;
  return blocker
    ? [
        {
          severity: 'blocks',
          place: 'nested',
          device: nic?.name ?? 'eth0',
          sentence: `The instance's own firewall drops ${step.id === 'nested-input' ? 'the packet' : 'the answer'}: ${describeChain(blocker.by)}.`,
          evidence: showBlockers(step),
          fix: { advice: 'Open its firewall.', steps: fix ? [fix] : [] },
        },
      ]
    : [];
}

function findIgnored({ probe }: Case, { facts, nic }: Nested): readonly FindingBody[] {
  return probe.protocol !== 'icmp' || readSwitch(facts, ignorePath) !== '1'
    ? []
    : [
        {
          severity: 'blocks',
          place: 'nested',
          device: nic?.name ?? 'eth0',
          sentence: 'The instance was told not to answer pings (icmp_echo_ignore_all). Other packets may pass.',
          evidence: [showSwitch(facts, ignorePath)],
          fix: fixBy('nested', 'Have it answer, or try with TCP.', [
            ['sysctl', '-w', 'net.ipv4.icmp_echo_ignore_all=0'],
            ['sysctl', '-w', 'net.ipv4.icmp_echo_ignore_all=1'],
          ]),
        },
      ];
}

function findDeaf({ probe }: Case, { facts, nic }: Nested): readonly FindingBody[] {
  const isHeard =
    facts.listening.kind !== 'known' ||
    valueOr(facts.listening, []).some(({ port, address }) => port === probe.port && !isLoopback(address));
  return probe.protocol !== 'tcp' || isHeard
    ? []
    : [
        {
          severity: 'blocks',
          place: 'nested',
          device: nic?.name ?? 'eth0',
          sentence: `Nobody listens on TCP port ${probe.port ?? ''} in the instance: it answers with a reset.`,
          evidence: [evidenceFrom(facts.listening, `no socket in LISTEN on port ${probe.port ?? ''}`)],
          fix: { advice: 'Start the service, or have it listen on more than the loopback.', steps: [] },
        },
      ];
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
