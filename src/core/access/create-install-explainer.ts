import type { CloudService, ServiceState } from '#domain/access/cloud-service.ts';
import { explainInstall } from '#domain/access/explain-install.ts';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import { lookAtInstalls } from '../clouds/look-at-installs.ts';
import type { InstallWatcher } from '../ports/cloud-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostShell } from '../ports/host-shell.ts';
import type { FoundServices } from './create-service-finder.ts';

/** Says of a silent service that its machine is still being installed. The host is asked once, and only when something is silent. */
export function createInstallExplainer(watchInstalls: InstallWatcher, found: FoundServices, shell: HostShell) {
  let looked: Promise<readonly MachineProgress[]> | null = null;

  async function look(): Promise<readonly MachineProgress[]> {
    const { host, recipe, cloud } = found;
    const leaving = new AbortController();
    try {
      const question = { host, shell, recipe, machines: cloud.machines, signal: leaving.signal };
      for await (const { machines } of lookAtInstalls(watchInstalls, question)) {
        return machines;
      }
    } catch (error) {
      // Why a service is silent is told all the same, only without this.
      if (!(error instanceof HostError)) {
        throw error;
      }
    } finally {
      leaving.abort();
    }
    return [];
  }

  return async ({ machine }: CloudService, state: ServiceState): Promise<ServiceState> => {
    if (state.kind !== 'down') {
      return state;
    }
    looked ??= look();
    const progress = (await looked).find(({ name }) => name === machine);
    return progress === undefined ? state : (explainInstall(progress) ?? state);
  };
}
