import type { Link } from '../../hosts/network-facts.ts';
import { evidenceFrom, type Evidence } from '../evidence.ts';
import { describeRule } from '../netfilter/cited-rule.ts';
import type { PlaceFacts } from '../place-facts.ts';
import { describeRoute, type RouteAnswer } from '../walk/find-route.ts';
import type { FilterStep, RouteStep } from '../walk/walk-step.ts';

const linkStates = { up: 'up', 'up-no-carrier': 'up, no carrier', down: 'down' } as const;

/** What of a link mostly matters, in one line. */
export function showLink({ links }: PlaceFacts, link: Link): Evidence {
  const master = link.master === null ? 'in no bridge' : `in ${link.master}`;
  return evidenceFrom(links, `${link.name}: ${linkStates[link.state]}, mtu ${link.mtu}, ${master}, MAC ${link.mac ?? 'none'}`);
}

export function showSwitch({ switches }: PlaceFacts, path: string): Evidence {
  const value = switches.kind === 'known' ? switches.value[path] : undefined;
  return { text: `${path.replaceAll('/', '.')} = ${value ?? 'not there'}`, command: `cat /proc/sys/net/${path}` };
}

/** The rules that end the packet, with their counters. */
export function showBlockers({ result, command }: FilterStep): readonly Evidence[] {
  return result.blockers.map(({ by }) => ({ text: describeRule(by), command: by.table.command || command }));
}

export function showRoute(step: RouteStep): Evidence {
  return { text: `${step.destination}: ${describeAnswer(step.answer)}`, command: step.command };
}

export function describeAnswer(answer: RouteAnswer): string {
  switch (answer.kind) {
    case 'unicast':
    case 'local':
    case 'forbidden':
      return describeRoute(answer.route);
    case 'refused':
      return `routing rule ${answer.rule.priority}: ${answer.rule.decision.kind === 'refuse' ? answer.rule.decision.word : ''}`;
    case 'none':
      return 'no route';
    default:
      return answer.reason;
  }
}
