import type { AppApi } from '#contract/api.ts';
import type { CertificateCompared } from '#contract/access.ts';
import type { CloudService } from '#domain/access/cloud-service.ts';
import { compareCertificates } from '#domain/access/compare-certificates.ts';
import { describeTarget } from '#domain/hosts/host.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { MachineInsides } from '../path/create-machine-insides.ts';
import type { ServiceProber } from '../ports/access-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostShell } from '../ports/host-shell.ts';
import type { ServiceFinder } from './create-service-finder.ts';

const patienceMs = 20_000;

export interface CertificateComparisonOptions {
  readonly connections: Pick<Connections, 'shellOf'>;
  readonly insides: Pick<MachineInsides, 'enter'>;
  readonly prober: ServiceProber;
}

type CompareInput = Parameters<AppApi['access']['compare']>[0];

/**
 * Compares the certificate that a service shows through the host with the one it shows in its machine, over an SSH connection into that.
 * No program is needed there: the machine's sshd leads a stream to the port, and the handshake is made here.
 */
export function createCertificateComparison(
  { connections, insides, prober }: CertificateComparisonOptions,
  finder: ServiceFinder,
) {
  async function read(shell: HostShell, service: CloudService, where: string): Promise<string> {
    const { address, port, title } = service;
    const stream = await shell.openSocket({ kind: 'tcp', address, port }, `Read the certificate of ${title} ${where}`);
    const { certificate } = await prober(stream, service, patienceMs);
    if (certificate === null) {
      throw new HostError('unexpected-output', `${title} shows no certificate ${where}.`, {
        hint: 'Only what speaks TLS has one to compare.',
      });
    }
    return certificate.fingerprint;
  }

  return async ({ hostId, cloud, service: wanted, login }: CompareInput, signal: AbortSignal): Promise<CertificateCompared> => {
    const { host, service } = await finder.find(hostId, cloud, wanted);
    if (service.url?.scheme !== 'https') {
      return { kind: 'none', reason: `${service.title} has no certificate: it does not speak TLS.` };
    }
    const isSaid = login.answers.secrets.length + login.answers.acceptedFingerprints.length > 0 || login.auth !== undefined;
    const entering = await insides.enter({ hostId, machine: service.machine }, isSaid ? login : null, signal);
    if (entering.kind !== 'in') {
      return entering;
    }
    try {
      const [shown, inside] = await Promise.all([
        read(connections.shellOf(host), service, 'through the host'),
        read(entering.link.shell, service, 'in the machine'),
      ]);
      return { kind: 'compared', comparison: compareCertificates(describeTarget(entering.target), shown, inside) };
    } finally {
      entering.leave();
    }
  };
}
