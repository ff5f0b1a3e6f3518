const endpointUrl =
  /^(?<scheme>https?):\/\/(?<host>[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::(?<port>\d{1,5}))?(?<path>\/[\w./~-]*)?$/;

export interface EndpointUrl {
  readonly scheme: 'http' | 'https';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** With its slash; empty where there is none. */
  readonly path: string;
}

/**
 * An address that requests can go to: http or https, a name or an address, a port, a path, and nothing that could hide somebody else.
 * null: it is none.
 */
export function parseEndpointUrl(text: string): EndpointUrl | null {
  const found = endpointUrl.exec(text)?.groups;
  const scheme = found?.['scheme'] === 'https' ? 'https' : 'http';
  const port = Number(found?.['port'] ?? (scheme === 'https' ? 443 : 80));
  return found === undefined || port < 1 || port > 65_535
    ? null
    : { scheme, host: (found['host'] ?? '').replaceAll(/[[\]]/g, ''), port, path: found['path'] ?? '' };
}
