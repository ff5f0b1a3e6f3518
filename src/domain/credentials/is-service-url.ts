/** An address that requests can go to: http or https, a name or an address, a path, and nothing that could hide somebody else. */
export function isServiceUrl(text: string): boolean {
  if (!/^https?:\/\/[\w.:[\]-]+(\/[\w./~-]*)?$/.test(text) || !URL.canParse(text)) {
    return false;
  }
  const { hostname, username, search, hash } = new URL(text);
  return hostname !== '' && username === '' && search === '' && hash === '';
}
