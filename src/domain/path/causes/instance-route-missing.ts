import { listAddresses } from '../walk/place-questions.ts';
import { findRouting, type RouteStep } from '../walk/walk-step.ts';
import { createCause, fixBy, type Case, type Fix } from './cause.ts';
import { describeAnswer, showRoute } from './evidence-lines.ts';
import { isRouted } from './is-routed.ts';

/** The probe arrives, and the answer does not find its way out of the instance. */
export const instanceRouteMissing = createCause('instance-route-missing', 43, (found) => {
  const { probe, machine, nested, walk } = found;
  const step = findRouting(walk, 'nested-route');
  // A card that is down takes its routes along, and a gateway that is gone is the machine's fault.
  if (!machine || nested?.nic?.state !== 'up' || !step || (isRouted(machine) && findGateway(machine) === null)) {
    return [];
  }
  if (isRight(machine, step)) {
    return [];
  }
  const { answer } = step;
  return [
    {
      severity: 'blocks',
      place: 'nested',
      device: nested.nic.name,
      sentence:
        answer.kind === 'unicast'
          ? `The instance would answer ${probe.source} through ${answer.nextHop}, which is not the machine it is in.`
          : `The instance cannot answer ${probe.source}: ${describeAnswer(answer)}.`,
      evidence: [showRoute(step)],
      fix: buildFix(findGateway(machine), step),
    },
  ];
});

type Machine = NonNullable<Case['machine']>;

function findGateway({ inner }: Machine): string | null {
  return inner?.bridge?.addresses.find(({ family }) => family === 'inet')?.address ?? null;
}

/** What cannot be told is told as a doubt elsewhere. */
function isRight(machine: Machine, { answer }: RouteStep): boolean {
  if (answer.kind !== 'unicast') {
    return answer.kind === 'unknown' || answer.kind === 'local';
  }
  const gateways = listAddresses(machine.facts);
  return !isRouted(machine) || gateways === null || gateways.includes(answer.nextHop);
}

function buildFix(gateway: string | null, { answer }: RouteStep): Fix {
  const advice = 'Give the instance the machine as its default gateway; DHCP should have.';
  const before = answer.kind === 'unicast' ? answer.route.gateway : null;
  return gateway === null
    ? { advice, steps: [] }
    : fixBy('nested', advice, [
        ['ip', 'route', 'replace', 'default', 'via', gateway],
        before === null
          ? ['ip', 'route', 'del', 'default', 'via', gateway]
          : ['ip', 'route', 'replace', 'default', 'via', before],
      ]);
}
