import { software, toInstallCommand } from './install-command.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok } from './readiness-check.ts';

const topic = {
  id: 'qemu',
  title: 'QEMU',
  why: 'It runs the machines. Nutshell uses the first of qemu-kvm, /usr/libexec/qemu-kvm, qemu-system-x86_64 and kvm.',
};

export const checkQemu: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.qemu, ({ binaries }) => {
    const [first, ...others] = binaries;
    if (!first) {
      return missing('none of the four is there', toInstallCommand(facts.packageManager, software.qemu));
    }
    const rest = others.length > 0 ? `; also ${others.map(({ path, version }) => `${path} ${version}`).join(', ')}` : '';
    return ok(`${first.path} ${first.version}${rest}`);
  });
