/** The certificate of a service as it is shown through the tunnel, and as it is shown in the machine itself, behind an SSH login there. */
export interface CertificateComparison {
  /** Who was logged in where: root@10.101.7.2. */
  readonly through: string;
  /** SHA-256 of the certificate that came through the host. */
  readonly shown: string;
  /** The same, read in the machine. */
  readonly inside: string;
  readonly isSame: boolean;
}

export function compareCertificates(through: string, shown: string, inside: string): CertificateComparison {
  return { through, shown, inside, isSame: shown === inside };
}

/** In a sentence; where they differ the fingerprints themselves stand beside it. */
export function describeComparison({ through, isSame }: CertificateComparison): string {
  return isSame
    ? `The machine itself shows the same certificate: it was read there, logged in by SSH as ${through}.`
    : `The machine itself shows another certificate to ${through}, logged in by SSH. Something answers in its place on the way from the host: send it no password before you know what.`;
}
