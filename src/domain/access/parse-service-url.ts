/** An address of the web, in parts: the way there leads through a port of this laptop, and the rest stays. */
export interface TunnelUrl {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** With its slash and its query. */
  readonly path: string;
}

const form = /^(https?):\/\/([a-z0-9.-]+)(?::(\d{1,5}))?(\/[^#\s]*)?$/i;

/** null where it is none that can be reached through a tunnel. Recipes write IPv4 addresses and names. */
export function parseServiceUrl(text: string): TunnelUrl | null {
  const [, scheme, host, port, path = '/'] = form.exec(text) ?? [];
  if (scheme === undefined || host === undefined) {
    return null;
  }
  const kind = scheme.toLowerCase() === 'https' ? 'https' : 'http';
  const number = port === undefined ? (kind === 'https' ? 443 : 80) : Number(port);
  return number >= 1 && number <= 65_535 ? { scheme: kind, host, port: number, path } : null;
}

export function formatServiceUrl({ scheme, host, port, path }: TunnelUrl): string {
  const usual = scheme === 'https' ? 443 : 80;
  return `${scheme}://${host}${port === usual ? '' : `:${port}`}${path}`;
}

/** The same page through a tunnel that listens on this port of the laptop. */
export function toLocalUrl(url: TunnelUrl, localPort: number): string {
  return formatServiceUrl({ ...url, host: '127.0.0.1', port: localPort });
}
