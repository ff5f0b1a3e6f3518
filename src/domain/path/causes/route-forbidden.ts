import { describeRoute } from '../walk/find-route.ts';
import { findRouting } from '../walk/walk-step.ts';
import { createCause, type FixStep } from './cause.ts';
import { showRoute } from './evidence-lines.ts';

/** blackhole says nothing to the sender, prohibit and unreachable do (ip-route(8)). */
export const routeForbidden = createCause('route-forbidden', 35, ({ walk }) => {
  const step = findRouting(walk, 'machine-route');
  if (step?.answer.kind !== 'forbidden' && step?.answer.kind !== 'refused') {
    return [];
  }
  const { answer } = step;
  const steps: readonly FixStep[] =
    answer.kind === 'forbidden'
      ? [
          {
            place: 'machine',
            argv: ['ip', 'route', 'del', ...describeRoute(answer.route).split(' ')],
            undoArgv: ['ip', 'route', 'add', ...describeRoute(answer.route).split(' ')],
          },
        ]
      : [{ place: 'machine', argv: ['ip', 'rule', 'del', 'priority', String(answer.rule.priority)], undoArgv: null }];
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: 'routes',
      sentence: `A ${answer.kind === 'forbidden' ? `route of type ${answer.route.type}` : 'routing rule'} forbids ${step.destination}.`,
      evidence: [showRoute(step)],
      fix: { advice: 'Remove it; look who made it.', steps },
    },
  ];
});
