import type { ServiceView } from '#domain/access/cloud-service.ts';
import type { Tone } from '#renderer/ui/state-mark.tsx';

/** Mark and word of a service. */
export function toMark({ state }: ServiceView): { readonly tone: Tone; readonly word: string } {
  switch (state.kind) {
    case 'checking':
      return { tone: 'busy', word: 'Asked' };
    case 'up':
      return state.certificate?.verdict.kind === 'changed' ? { tone: 'attention', word: 'Changed' } : { tone: 'ok', word: 'Up' };
    case 'down':
      return { tone: 'broken', word: 'Down' };
    case 'installing':
      return { tone: 'busy', word: 'Installing' };
    case 'not-checked':
      return { tone: 'unknown', word: 'Not asked' };
  }
}

/** Where it is, as the host sees it. */
export function describePlace({ address, port, protocol }: ServiceView): string {
  return `${address}:${port}${protocol === 'udp' ? ' (UDP)' : ''}`;
}

/** Under the line of a service: what is wrong and what to do. */
export function describeTrouble({ state }: ServiceView): string | null {
  switch (state.kind) {
    case 'checking':
      return null;
    case 'up':
      return state.certificate?.verdict.kind === 'changed' ? 'It shows another certificate than before.' : null;
    case 'down':
      return `${state.reason} ${state.remedy}`;
    case 'installing':
    case 'not-checked':
      return state.reason;
  }
}

/** How many of those that can be asked are well. */
export function summarise(services: readonly ServiceView[]): string {
  const asked = services.filter(({ state }) => state.kind !== 'not-checked');
  const waiting = asked.filter(({ state }) => state.kind === 'checking').length;
  const up = asked.filter(({ state }) => state.kind === 'up').length;
  if (waiting === 0 && asked.some(({ state }) => state.kind === 'installing')) {
    return `${up} of ${asked.length} are up, the cloud is still being installed`;
  }
  return waiting > 0 ? `${asked.length - waiting} of ${asked.length} have answered` : `${up} of ${asked.length} are up`;
}
