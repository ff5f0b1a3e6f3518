import type { ReadinessCheck } from './readiness-check.ts';
import { judge, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'clock',
  title: 'Clock',
  why: 'The parts of a cloud sign what they tell each other with the time; machines begin with the host’s.',
};

const toleratedSkewMs = 2 * 60 * 1000;

export const checkClock: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.clock, ({ skewMs, isSynchronised }) => {
    const found = `${describeSkew(skewMs)}${isSynchronised === null ? '' : isSynchronised ? ', synchronised' : ', not synchronised'}`;
    return Math.abs(skewMs) > toleratedSkewMs
      ? warning(
          found,
          'On the host: timedatectl set-ntp true, or set it with date -s. If the host is right, set the clock of this laptop',
        )
      : ok(found);
  });

function describeSkew(skewMs: number): string {
  const seconds = Math.abs(skewMs) / 1000;
  if (seconds < 1) {
    return 'same time as this laptop';
  }
  const amount =
    seconds < 120
      ? `${Math.round(seconds)} s`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} min`
        : `${Math.round(seconds / 3600)} h`;
  return `${amount} ${skewMs > 0 ? 'ahead of' : 'behind'} this laptop`;
}
