import { findRouting } from '../walk/walk-step.ts';
import { adviceOnly, createCause } from './cause.ts';
import { describeAnswer, showRoute } from './evidence-lines.ts';

/** The machine has no way back to where the probe comes from. */
export const machineRouteMissing = createCause('machine-route-missing', null, ({ probe, machine, walk }) => {
  const step = findRouting(walk, 'reply-route');
  // A card that is down takes its routes along.
  if (!machine || machine.nic?.state !== 'up' || !step || !['none', 'forbidden', 'refused'].includes(step.answer.kind)) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: machine.nic.name,
      sentence: `The machine has no way back to ${probe.source}: ${describeAnswer(step.answer)}.`,
      evidence: [showRoute(step)],
      fix: adviceOnly('Give the machine a default route ("ip route add default via GATEWAY").'),
    },
  ];
});
