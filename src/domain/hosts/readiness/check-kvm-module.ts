import { valueOr } from '../../fact.ts';
import type { CpuFacts, HostFacts } from '../host-facts.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'kvm-module',
  title: 'KVM',
  why: 'QEMU reaches the processor’s virtualisation through /dev/kvm.',
};

export const checkKvmModule: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.kvm, ({ device, modules }) => {
    const loaded = modules.length > 0 ? modules.join(', ') : 'no module';
    switch (device) {
      case 'usable':
        return ok(`/dev/kvm can be used (${loaded})`);
      case 'no-access':
        return warning(
          `/dev/kvm is there, ${facts.loginUser} may not open it`,
          `Connect as root or a user for whom sudo -n works, or run: usermod -aG kvm ${facts.loginUser}`,
        );
      default:
        return missing(`no /dev/kvm (${loaded})`, `modprobe ${vendorModule(facts)}`);
    }
  });

/** The module of the host's processor; an unknown processor needs a look first. */
export function vendorModule({ cpu }: HostFacts): 'kvm_intel' | 'kvm_amd' {
  const known: CpuFacts | null = valueOr(cpu, null);
  return known?.vendor === 'amd' || known?.virtualisation === 'svm' ? 'kvm_amd' : 'kvm_intel';
}
