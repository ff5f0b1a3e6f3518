import { software, toInstallCommand } from './install-command.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'bridge-helper',
  title: 'Bridge helper',
  why: 'It makes the tap of a machine and puts it into the bridge, so that nothing has to be prepared or cleaned up by hand.',
};

export const checkBridgeHelper: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.bridgeHelper, ({ path, isPrivileged }) => {
    if (path === null) {
      return missing('qemu-bridge-helper is not there', toInstallCommand(facts.packageManager, software.bridgeHelper));
    }
    if (isPrivileged) {
      return ok(`${path}, setuid root or with cap_net_admin`);
    }
    return facts.privilege === 'none'
      ? warning(
          `${path} is not setuid: only root's QEMU can use it`,
          `chmod u+s ${path}, or connect as root or a user for whom sudo -n works`,
        )
      : ok(`${path}, not setuid, which root's QEMU does not need`);
  });
