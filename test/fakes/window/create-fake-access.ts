import type { AppClient } from '#contract/api.ts';
import type { HostReading } from '#contract/hosts.ts';
import { buildServiceCommand } from '#domain/access/build-ssh-commands.ts';
import type { CertificateView, CloudService, ServiceState, ServiceView } from '#domain/access/cloud-service.ts';
import { compareCertificates } from '#domain/access/compare-certificates.ts';
import { findService } from '#domain/access/find-service.ts';
import { listServices } from '#domain/access/list-services.ts';
import { toLocalUrl } from '#domain/access/parse-service-url.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { aNetwork } from '../addressing.ts';

interface AccessWorld {
  readonly host: Host | undefined;
  readonly read: (hostId: string) => Promise<HostReading>;
  readonly findRecipe: (id: string) => Promise<Recipe>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const aFingerprint = (seed: number) =>
  Array.from({ length: 32 }, (_, at) => ((at * 37 + seed) % 256).toString(16).padStart(2, '0').toUpperCase()).join(':');
const day = 86_400_000;

function aCertificate(verdict: CertificateView['verdict']): CertificateView {
  return {
    ...{ fingerprint: aFingerprint(11), subject: 'ciab', validUntilEpochMs: Date.now() + 900 * day, tlsVersion: 'TLSv1.2' },
    verdict,
    notes: [],
  };
}

/** One of each: well, with another certificate, silent, not to be asked. */
function toState({ port, protocol, address }: CloudService): ServiceState {
  const sinceEpochMs = Date.now() - 3 * day;
  if (protocol === 'udp') {
    return { kind: 'not-checked', reason: 'It speaks UDP, which SSH does not carry.' };
  }
  switch (port) {
    case 22:
      return { kind: 'up', detail: 'SSH-2.0-OpenSSH_9.2p1', certificate: null };
    case 8443:
      return { kind: 'up', detail: 'HTTP 200', certificate: aCertificate({ kind: 'same', sinceEpochMs }) };
    case 8888:
      return {
        ...{ kind: 'up', detail: 'HTTP 200' },
        certificate: aCertificate({ kind: 'changed', before: aFingerprint(200), sinceEpochMs }),
      };
    default:
      return {
        kind: 'down',
        reason: `${address} refuses port ${port}: nothing listens there.`,
        remedy: 'A cloud needs some minutes after its install. Else log in to ciab and look whether the service runs.',
        certificate: null,
      };
  }
}

/** Services answer one after the other; a tunnel has a connection after a second. */
export function createFakeAccess({ host, read, findRecipe }: AccessWorld): AppClient['access'] {
  async function list(hostId: string, name: string): Promise<readonly CloudService[]> {
    const cloud = listClouds(await read(hostId)).find((one) => one.name === name);
    return cloud?.kind === 'cloud' ? listServices(cloud.cloud, await findRecipe(cloud.cloud.recipe), aNetwork) : [];
  }
  return {
    async *check({ hostId, cloud }, options) {
      let services: readonly ServiceView[] = (await list(hostId, cloud)).map((service) => ({
        ...service,
        state: { kind: 'checking' },
        sshCommand: host === undefined ? 'ssh' : buildServiceCommand(host, service, 'root'),
      }));
      yield { cloud, services, notes: [] };
      for (const { id } of services) {
        await pause(80);
        if (options?.signal?.aborted === true) {
          return;
        }
        services = services.map((service) => (service.id === id ? { ...service, state: toState(service) } : service));
        yield { cloud, services, notes: [] };
      }
    },
    async *tunnel({ hostId, cloud, service: wanted }, options) {
      await pause(200);
      const found = findService(await list(hostId, cloud), wanted);
      const url = found.kind === 'found' ? found.service.url : null;
      yield { kind: 'open', port: 41_187, url: url === null ? null : toLocalUrl(url, 41_187), note: null };
      await pause(300);
      yield { kind: 'changed', openConnections: 2, allConnections: 2, problem: null };
      await new Promise<void>((resolve) => options?.signal?.addEventListener('abort', () => resolve()));
    },
    async *socks(_input, options) {
      yield { kind: 'open', port: 1080, url: 'socks5h://127.0.0.1:1080', note: null };
      await new Promise<void>((resolve) => options?.signal?.addEventListener('abort', () => resolve()));
    },
    async compare({ service, login }) {
      const [shown, inside] = [aFingerprint(11), aFingerprint(service.includes('8888') ? 200 : 11)];
      return login.answers.secrets.length === 0
        ? { kind: 'question', question: { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false } }
        : { kind: 'compared', comparison: compareCertificates('root@10.101.7.2', shown, inside) };
    },
    trust: async () => null,
  };
}
