/** Where the API of a cloud answers, out of a URL of its credentials. */
export interface ServiceEndpoint {
  readonly isTls: boolean;
  /** Of the connection. */
  readonly address: string;
  readonly port: number;
  /** What the Host header says, and what is signed: with the port where it is not the usual one (RFC 9110, 7.2). */
  readonly host: string;
  readonly path: string;
}

const form = /^(https?):\/\/([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(\/[A-Za-z0-9._~/-]*)?$/;

/** null: no URL that requests of this API go to. Nothing in it needs encoding, so it is signed as it stands. */
export function parseEndpoint(url: string): ServiceEndpoint | null {
  const [, scheme, name, digits, path = '/'] = form.exec(url) ?? [];
  if (scheme === undefined || name === undefined) {
    return null;
  }
  const isTls = scheme === 'https';
  const usual = isTls ? 443 : 80;
  const port = digits === undefined ? usual : Number(digits);
  if (port < 1 || port > 65_535) {
    return null;
  }
  const lower = name.toLowerCase();
  return { isTls, address: lower.replace(/^\[|\]$/g, ''), port, host: port === usual ? lower : `${lower}:${port}`, path };
}
