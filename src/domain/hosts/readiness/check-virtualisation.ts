import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok } from './readiness-check.ts';

const topic = {
  id: 'hardware-virtualisation',
  title: 'Hardware virtualisation',
  why: 'Without it QEMU emulates every instruction: an installation that takes minutes takes hours.',
};

export const checkVirtualisation: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.cpu, ({ virtualisation, vendor, model, threads }) =>
    virtualisation === 'none'
      ? missing(
          `no vmx or svm flag (${model})`,
          `Switch on ${vendor === 'amd' ? 'SVM' : vendor === 'intel' ? 'Intel VT-x' : 'Intel VT-x or AMD SVM'} in the firmware setup. ` +
            'If this host is a virtual machine itself, its own host must give it nested virtualisation.',
        )
      : ok(`${virtualisation}, ${model}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`),
  );
