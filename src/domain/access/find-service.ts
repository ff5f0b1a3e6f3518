import { suggestionFor } from '../suggest-name.ts';
import type { CloudService } from './cloud-service.ts';

export type FoundService =
  | { readonly kind: 'found'; readonly service: CloudService }
  | { readonly kind: 'none'; readonly reason: string; readonly hint: string };

/** By id, by port or by title, as a person types it. Titles that begin so are enough where only one does. */
export function findService(services: readonly CloudService[], wanted: string): FoundService {
  const typed = wanted.trim().toLowerCase();
  const ways: readonly ((service: CloudService) => boolean)[] = [
    ({ id }) => id === typed,
    ({ title }) => title.toLowerCase() === typed,
    ({ port, protocol }) => protocol === 'tcp' && String(port) === typed,
    ({ title }) => typed !== '' && title.toLowerCase().startsWith(typed),
  ];
  for (const isMeant of ways) {
    const [service, ...others] = services.filter(isMeant);
    if (service !== undefined && others.length === 0) {
      return { kind: 'found', service };
    }
    if (service !== undefined) {
      const ids = [service, ...others].map(({ id }) => id).join(', ');
      return { kind: 'none', reason: `${wanted} is more than one service.`, hint: `Say which: ${ids}.` };
    }
  }
  const names = services.map(({ id }) => id);
  return { kind: 'none', reason: `There is no service ${wanted} in this cloud.`, hint: suggestionFor(wanted, names, 'services') };
}
