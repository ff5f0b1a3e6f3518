const serviceUrl = /^https?:\/\/(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::(?<port>\d{1,5}))?(?:\/[\w./~-]*)?$/;

/** An address that requests can go to: http or https, a name or an address, a port, a path, and nothing that could hide somebody else. */
export function isServiceUrl(text: string): boolean {
  const found = serviceUrl.exec(text);
  const port = Number(found?.groups?.['port'] ?? 80);
  return found !== null && port >= 1 && port <= 65_535;
}
