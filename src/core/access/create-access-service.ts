import type { CloudAccess } from '#contract/access.ts';
import type { AppApi } from '#contract/api.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import { buildServiceCommand } from '#domain/access/build-ssh-commands.ts';
import type { CloudService, ServiceState, ServiceView } from '#domain/access/cloud-service.ts';
import { explainStopped } from '#domain/access/explain-silence.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { InstallWatcher } from '../ports/cloud-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import { createCertificateComparison, type CertificateComparisonOptions } from './create-certificate-comparison.ts';
import { createInstallExplainer } from './create-install-explainer.ts';
import { createServiceChecker, toCertificateKey, type ServiceCheckerOptions } from './create-service-checker.ts';
import { createServiceFinder, type FoundServices, type ServiceFinderOptions } from './create-service-finder.ts';
import { createTunnelStreams, type TunnelStreamOptions } from './create-tunnel-streams.ts';

export interface AccessServiceOptions
  extends ServiceFinderOptions, ServiceCheckerOptions, TunnelStreamOptions, CertificateComparisonOptions {
  readonly connections: Pick<Connections, 'shellOf'>;
  readonly watchInstalls: InstallWatcher;
}

/** The ways into an installed cloud: what it offers, how that is, and tunnels to it. */
export function createAccessService(options: AccessServiceOptions): AppApi['access'] {
  const { connections, certificates, environment } = options;
  const finder = createServiceFinder(options);
  const check = createServiceChecker(options);
  const streams = createTunnelStreams(options);
  const compare = createCertificateComparison(options, finder);

  /** All at the same time, over one connection; `onState` hears of each as soon as it is known. */
  async function checkAll(found: FoundServices, onState: (id: string, state: ServiceState) => void): Promise<void> {
    const shell = connections.shellOf(found.host);
    const { host, cloud } = found;
    const explain = createInstallExplainer(options.watchInstalls, found, shell);
    const ask = async (service: CloudService) =>
      findObstacle(found, service) ??
      (await explain(service, await check({ hostId: host.id, cloud: cloud.name, service, shell })));
    await Promise.all(found.services.map(async (service) => onState(service.id, await ask(service))));
  }

  return {
    async *check({ hostId, cloud: name }, { signal }) {
      const found = await finder.list(hostId, name);
      let views = found.services.map((service) => toView(found, service));
      const toAccess = (): CloudAccess => ({ cloud: name, services: views, notes: found.notes });
      yield toAccess();
      const queue = createItemQueue<CloudAccess>();
      signal.addEventListener('abort', () => queue.end(), { once: true });
      checkAll(found, (id, state) => {
        views = views.map((view) => (view.id === id ? { ...view, state } : view));
        queue.push(toAccess());
      }).then(
        () => queue.end(),
        (error: unknown) => queue.fail(error instanceof Error ? error : new Error(String(error))),
      );
      for (let item = await queue.next(); item.done !== true; item = await queue.next()) {
        yield item.value;
      }
    },

    async *tunnel({ hostId, cloud, service: wanted, port }, { signal }) {
      const { host, service } = await finder.find(hostId, cloud, wanted);
      if (service.protocol === 'udp') {
        throw new HostError('unsupported', `${service.title} speaks UDP, which SSH does not carry.`, {
          hint: 'Log in to the host and ask from there.',
        });
      }
      yield* streams.toService(host, service, port, signal);
    },

    async *socks({ hostId, port }, { signal }) {
      const host = await options.hosts.find(hostId);
      yield* streams.toNetwork(host, port, signal);
    },

    compare: (input, { signal }) => compare(input, signal),

    async trust({ hostId, cloud, service: wanted, fingerprint }) {
      const { service } = await finder.find(hostId, cloud, wanted);
      const key = toCertificateKey(cloud, service);
      await certificates.save(hostId, key, { fingerprint, sinceEpochMs: environment.now() });
      return null;
    },
  };
}

function toView({ host, loginUser }: FoundServices, service: CloudService): ServiceView {
  return { ...service, state: { kind: 'checking' }, sshCommand: buildServiceCommand(host, service, loginUser) };
}

/** Why a service need not be asked at all. */
function findObstacle({ cloud }: FoundServices, { protocol, machine: name }: CloudService): ServiceState | null {
  if (protocol === 'udp') {
    return { kind: 'not-checked', reason: 'It speaks UDP, which SSH does not carry.' };
  }
  const isStopped = cloud.machines.some((one) => one.name === name && one.machine?.state.kind === 'stopped');
  return isStopped ? explainStopped(name) : null;
}
