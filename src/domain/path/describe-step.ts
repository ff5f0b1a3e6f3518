import type { DiagnosisStep } from './diagnosis.ts';
import { describeRule } from './netfilter/cited-rule.ts';
import { describeAnswer } from './causes/evidence-lines.ts';
import type { FilterStep, RouteStep, StepId, WalkStep } from './walk/walk-step.ts';

const titles: Readonly<Record<StepId, string>> = {
  'host-ingress': 'Rules at ingress',
  'host-frames': 'Rules of the host’s bridge',
  'host-arp': 'Rules of the host’s bridge, for ARP',
  'host-iptables': 'iptables for bridged frames',
  'machine-ingress': 'Rules at ingress',
  'machine-frames': 'Rules of the machine’s bridge',
  'machine-arp': 'Rules of the machine’s bridge, for ARP',
  'machine-iptables': 'iptables for bridged frames',
  'machine-prerouting': 'PREROUTING, where the destination is translated',
  'machine-input': 'INPUT of the machine itself',
  'machine-route': 'Route to the instance',
  'machine-forward': 'FORWARD',
  'machine-postrouting': 'POSTROUTING',
  'inner-frames': 'Rules of the machine’s bridge',
  'inner-arp': 'Rules of the machine’s bridge, for ARP',
  'nested-input': 'INPUT of the instance',
  'nested-output': 'OUTPUT of the instance',
  'nested-route': 'Route of the answer',
  'reply-output': 'OUTPUT of the machine itself',
  'reply-path': 'Where an answer would leave',
  'reply-route': 'Route of the answer',
  'reply-forward': 'FORWARD, for the answer',
  'reply-machine-iptables': 'iptables for bridged frames',
  'reply-host-frames': 'Rules of the host’s bridge',
  'reply-host-iptables': 'iptables for bridged frames',
  'unreachable-output': 'OUTPUT for the message “too large”',
  'outgoing-source': 'Source of what the instance begins',
};

/** What is no part of the probe's own way decides nothing about it. */
const aside: ReadonlySet<StepId> = new Set(['unreachable-output', 'outgoing-source', 'reply-path']);

export function isOnTheWay({ id }: WalkStep): boolean {
  return !aside.has(id);
}

/** A step as a person reads it. */
export function describeStep(step: WalkStep): DiagnosisStep {
  const { id, lane, place, device } = step;
  const common = { id, lane, place, device, title: titles[id] };
  switch (step.kind) {
    case 'filter':
      return { ...common, ...describeFilter(step) };
    case 'route':
      return { ...common, ...describeRouting(step) };
    default:
      return {
        ...common,
        verdict: 'unknown',
        decision: `the rules could not be read (${step.reason})`,
        header: { source: '', destination: '' },
        evidence: [{ text: step.reason, command: step.command }],
      };
  }
}

type Described = Pick<DiagnosisStep, 'verdict' | 'decision' | 'header' | 'evidence'>;

function describeFilter({ result, command }: FilterStep): Described {
  const { source, destination } = result.packet;
  const [translation] = result.translations;
  const cited = [
    ...result.blockers.map(({ by }) => by),
    ...(result.verdict === 'unknown' ? result.doubts : []),
    ...result.translations.map(({ by }) => by),
  ];
  const decisions = {
    pass: translation ? `passes; ${translation.kind} ${translation.from} becomes ${translation.to}` : 'passes',
    block: 'ends here',
    unknown: 'the packet may end here, a rule asks for something that Nutshell cannot judge',
  };
  return {
    verdict: result.verdict,
    decision: decisions[result.verdict],
    header: { source, destination },
    evidence: [...new Set(cited)].map((by) => ({ text: describeRule(by), command: by.table.command || command })),
  };
}

function describeRouting({ answer, destination, command }: RouteStep): Described {
  const verdict = answer.kind === 'unknown' ? 'unknown' : answer.kind === 'unicast' || answer.kind === 'local' ? 'pass' : 'block';
  return {
    verdict,
    decision: describeAnswer(answer),
    header: { source: '', destination },
    evidence: [{ text: `${destination}: ${describeAnswer(answer)}`, command }],
  };
}
