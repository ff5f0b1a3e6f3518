import type { CertificateView, CloudService, ServerCertificate, ServiceState } from '#domain/access/cloud-service.ts';
import { explainSilence } from '#domain/access/explain-silence.ts';
import { judgeCertificate } from '#domain/access/judge-certificate.ts';
import type { CertificateStore, ServiceProber } from '../ports/access-adapters.ts';
import type { Environment } from '../ports/environment.ts';
import { HostError } from '../ports/host-error.ts';
import type { ByteStream, HostShell } from '../ports/host-shell.ts';

/** A machine in an emulated host needs so long for a handshake when it is busy. */
const patienceMs = 20_000;

export interface ServiceCheckerOptions {
  readonly prober: ServiceProber;
  readonly certificates: CertificateStore;
  readonly environment: Pick<Environment, 'now'>;
}

export interface ServiceQuestion {
  readonly hostId: string;
  readonly cloud: string;
  readonly service: CloudService;
  readonly shell: HostShell;
}

/** Under which name a certificate is remembered. */
export function toCertificateKey(cloud: string, { id }: CloudService): string {
  return `${cloud}/${id}`;
}

/** Asks one service how it is, through the host, and compares its certificate with the one it had before. */
export function createServiceChecker({ prober, certificates, environment }: ServiceCheckerOptions) {
  async function judge(question: ServiceQuestion, seen: ServerCertificate): Promise<CertificateView> {
    const { hostId, cloud, service } = question;
    const key = toCertificateKey(cloud, service);
    const before = await certificates.find(hostId, key);
    if (before === null) {
      await certificates.save(hostId, key, { fingerprint: seen.fingerprint, sinceEpochMs: environment.now() });
    }
    return judgeCertificate(seen, before, environment.now());
  }

  return async (question: ServiceQuestion): Promise<ServiceState> => {
    const { service, shell } = question;
    let stream: ByteStream;
    try {
      stream = await openWithin(shell, service);
    } catch (error) {
      if (error instanceof HostError) {
        return explainSilence(service, error.toProblem());
      }
      throw error;
    }
    const answer = await prober(stream, service, patienceMs);
    const certificate = answer.certificate === null ? null : await judge(question, answer.certificate);
    return answer.kind === 'answered'
      ? { kind: 'up', detail: answer.detail, certificate }
      : {
          kind: 'down',
          reason: answer.reason,
          remedy: `Log in to ${service.machine} and look into its logs; after an install it may need some more minutes.`,
          certificate,
        };
  };
}

/** sshd waits for a silent address as long as its kernel does, which is minutes. What opens too late is closed again. */
async function openWithin(shell: HostShell, { address, port, title }: CloudService): Promise<ByteStream> {
  const opening = shell.openSocket({ kind: 'tcp', address, port }, `Ask ${title} how it is`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new HostError('unreachable', `${address} port ${port}: no answer within ${patienceMs / 1000} s`));
      opening.then(
        (stream) => stream.close(),
        () => undefined,
      );
    }, patienceMs);
  });
  try {
    return await Promise.race([opening, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
