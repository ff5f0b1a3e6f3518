import { getRole } from '../../machines/machine-role.ts';
import { formatMiB } from '../../format-bytes.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'memory',
  title: 'Memory',
  why: 'A machine’s memory is the host’s: where it runs out, the kernel ends the largest process, which is a machine.',
};

export const checkMemory: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.memory, ({ totalMiB, availableMiB }) => {
    const { minimumMemoryMiB } = getRole('ciab');
    const found = `${formatMiB(availableMiB)} of ${formatMiB(totalMiB)} available`;
    if (totalMiB < minimumMemoryMiB) {
      return missing(found, `Fit more memory: the installer wants ${formatMiB(minimumMemoryMiB)} for one machine`);
    }
    return availableMiB < minimumMemoryMiB
      ? warning(found, `Stop something: one more machine wants ${formatMiB(minimumMemoryMiB)}`)
      : ok(found);
  });
