import { describeChain, type CitedRule } from '../netfilter/cited-rule.ts';
import { readSwitch } from '../walk/place-questions.ts';
import { findFilter, type FilterStep } from '../walk/walk-step.ts';
import { createCause, fixBy, type Case, type FindingBody, type Fix } from './cause.ts';
import { showBlockers, showSwitch } from './evidence-lines.ts';

const switchPath = 'bridge/bridge-nf-call-iptables';

/**
 * The most reported cause of all: br_netfilter hands bridged frames to iptables, whose FORWARD chain drops them, often since Docker
 * was installed (docker/for-linux#949, moby/moby#52612). ARP passes, IP does not.
 */
export const bridgeNetfilterDrops = createCause('bridge-netfilter-drops', 6, (found) => {
  const steps = (['host-iptables', 'machine-iptables', 'reply-host-iptables', 'reply-machine-iptables'] as const)
    .map((id) => findFilter(found.walk, id))
    .filter((step) => step?.result.verdict === 'block');
  // The answer is dropped by the same rule as the probe: said once, of the way there.
  const firsts = steps.filter((step, at) => steps.findIndex((other) => other?.place === step?.place) === at);
  return firsts.flatMap((step) => (step ? build(found, step) : []));
});

function build(found: Case, step: FilterStep): readonly FindingBody[] {
  const [blocker] = step.result.blockers;
  const facts = step.place === 'host' ? found.host.facts : found.machine?.facts;
  if (!blocker || !facts) {
    return [];
  }
  const way = step.lane === 'forward' ? 'to the machine' : 'back from the machine';
  return [
    {
      severity: 'blocks',
      place: step.place,
      device: step.device ?? 'bridge',
      sentence:
        `Frames through ${step.device ?? 'the bridge'} meet iptables, and ${describeChain(blocker.by)} drops the packet on its way ${way}: ` +
        `ARP passes and IP does not.`,
      evidence: [showSwitch(facts, switchPath), ...showBlockers(step)],
      fix: buildFix(step, blocker.by, readSwitch(facts, switchPath) === '1'),
    },
  ];
}

function buildFix(step: FilterStep, { table }: CitedRule, isSwitchedOn: boolean): Fix {
  const bridge = step.device ?? '';
  if (!isSwitchedOn) {
    return fixBy(step.place, `Take ${bridge} out of iptables' sight.`, [
      ['ip', 'link', 'set', bridge, 'type', 'bridge', 'nf_call_iptables', '0'],
      ['ip', 'link', 'set', bridge, 'type', 'bridge', 'nf_call_iptables', '1'],
    ]);
  }
  const rule = ['FORWARD', '-i', bridge, '-o', bridge, '-m', 'physdev', '--physdev-is-bridged', '-j', 'ACCEPT'];
  const program = table.tool === 'iptables-legacy' ? 'iptables-legacy' : 'iptables';
  return table.tool === 'nft'
    ? fixBy(step.place, 'Have bridged frames pass iptables by. It then filters nothing on any bridge.', [
        ['sysctl', '-w', 'net.bridge.bridge-nf-call-iptables=0'],
        ['sysctl', '-w', 'net.bridge.bridge-nf-call-iptables=1'],
      ])
    : fixBy(
        step.place,
        `Accept what only passes ${bridge}. With Docker, put the rule into DOCKER-USER so that it stays. To have no bridge filtered at all, set net.bridge.bridge-nf-call-iptables to 0.`,
        [
          [program, '-I', ...rule],
          [program, '-D', ...rule],
        ],
      );
}
