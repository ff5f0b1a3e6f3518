import type { CertificateVerdict, CertificateView, ServerCertificate } from './cloud-service.ts';

/** What this laptop saw at a service before. */
export interface RememberedCertificate {
  readonly fingerprint: string;
  readonly sinceEpochMs: number;
}

/** Compares what a server shows with what it showed before, and says what a browser will object to. */
export function judgeCertificate(
  seen: ServerCertificate,
  before: RememberedCertificate | null,
  nowEpochMs: number,
): CertificateView {
  return { ...seen, verdict: toVerdict(seen, before), notes: [...noteAge(seen, nowEpochMs), ...noteVersion(seen)] };
}

function toVerdict({ fingerprint }: ServerCertificate, before: RememberedCertificate | null): CertificateVerdict {
  if (before === null) {
    return { kind: 'first-seen' };
  }
  const { sinceEpochMs } = before;
  return before.fingerprint === fingerprint
    ? { kind: 'same', sinceEpochMs }
    : { kind: 'changed', before: before.fingerprint, sinceEpochMs };
}

function noteAge({ validUntilEpochMs }: ServerCertificate, nowEpochMs: number): readonly string[] {
  return validUntilEpochMs < nowEpochMs
    ? [`Its certificate was good until ${new Date(validUntilEpochMs).toISOString().slice(0, 10)}: browsers warn of that.`]
    : [];
}

/** Chrome, Edge, Firefox and Safari dropped both in 2020 (RFC 8996 deprecates them). */
function noteVersion({ tlsVersion }: ServerCertificate): readonly string[] {
  return ['TLSv1', 'TLSv1.1', 'SSLv3'].includes(tlsVersion)
    ? [`It speaks ${tlsVersion} at most, which browsers of today refuse: an older one is needed.`]
    : [];
}

/** In a sentence; the fingerprints themselves stand beside it. */
export function describeVerdict(verdict: CertificateVerdict): string {
  switch (verdict.kind) {
    case 'first-seen':
      return 'Seen for the first time, and remembered from now on.';
    case 'same':
      return `The same as since ${new Date(verdict.sinceEpochMs).toISOString().slice(0, 10)}.`;
    case 'changed':
      return 'It is another one than before. If the cloud was not installed anew since, somebody may be in between.';
  }
}
