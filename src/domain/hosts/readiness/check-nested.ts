import { vendorModule } from './check-kvm-module.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok } from './readiness-check.ts';

const topic = {
  id: 'nested',
  title: 'Nested virtualisation',
  why: 'The cloud in the machine starts machines of its own; its installer stops where the processor it sees has neither vmx nor svm.',
};

export const checkNested: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.kvm, ({ nested, modules }) => {
    const module = modules.find((name) => name !== 'kvm') ?? vendorModule(facts);
    const remedy =
      `echo 'options ${module} nested=1' > /etc/modprobe.d/kvm.conf, then, with every machine of this host stopped: ` +
      `modprobe -r ${module} && modprobe ${module}`;
    switch (nested) {
      case 'on':
        return ok(`${module}, nested is on`);
      case 'off':
        return missing(`${module}, nested is off`, remedy);
      default:
        return missing(`${module} is not loaded, so it does not say`, `modprobe ${module}, and if nested is off then: ${remedy}`);
    }
  });
