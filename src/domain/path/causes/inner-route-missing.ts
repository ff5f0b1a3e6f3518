import { findRouting } from '../walk/walk-step.ts';
import { createCause } from './cause.ts';
import { describeAnswer, showLink, showRoute } from './evidence-lines.ts';
import { isRouted } from './is-routed.ts';

/** The machine's bridge lost its gateway address, and with it the route to the instances. */
export const innerRouteMissing = createCause('inner-route-missing', 34, ({ machine, walk }) => {
  const step = findRouting(walk, 'machine-route');
  if (!machine || !step || !isRouted(machine) || machine.inner === null) {
    return [];
  }
  const { answer } = step;
  const { bridge } = machine.inner;
  const isElsewhere = answer.kind === 'unicast' && bridge !== null && answer.device !== bridge.name;
  if (answer.kind !== 'none' && !isElsewhere) {
    return [];
  }
  const name = bridge?.name ?? 'the instances’ bridge';
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: name,
      sentence:
        answer.kind === 'none'
          ? `The machine has no route to ${step.destination}: ${name} has no address of that network.`
          : `The machine would send ${step.destination} to ${describeAnswer(answer)}, not to ${name}, which has no address of that network.`,
      evidence: [showRoute(step), ...(bridge ? [showLink(machine.facts, bridge)] : [])],
      fix: {
        advice: `Give ${name} the gateway address of the instances' network again ("ip addr add GATEWAY/LENGTH dev ${name}"). In a Eucalyptus cloud eucanetd does it.`,
        steps: [],
      },
    },
  ];
});
