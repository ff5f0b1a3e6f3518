import type { Link } from '#domain/hosts/network-facts.ts';
import { Unreadable } from '../facts/unreadable.ts';
import { parseLinksFromJson } from './parse-links-from-json.ts';
import { parseLinksFromSysfs } from './parse-links-from-sysfs.ts';
import { parseLinksFromText } from './parse-links-from-text.ts';

/** Links in whichever form the host could give. Addresses come from another command; see `joinAddresses`. */
export function parseLinks(text: string): readonly Link[] {
  const links = text.trimStart().startsWith('[')
    ? parseLinksFromJson(text)
    : text.startsWith('link=')
      ? parseLinksFromSysfs(text)
      : parseLinksFromText(text);
  // Every Linux has at least lo.
  if (links.length === 0) {
    throw new Unreadable('The host named no network link at all');
  }
  return links;
}
