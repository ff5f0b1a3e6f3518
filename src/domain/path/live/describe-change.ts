import type { NetworkChange } from './live-line.ts';
import type { LiveChange, LiveLinkState } from './live-picture.ts';

const stateWords: Readonly<Record<LiveLinkState, string>> = {
  up: 'up',
  'no-carrier': 'without a carrier',
  down: 'down',
  unknown: 'in a state that is not told',
};

/** What happened, as one sentence. */
export function describeChange(change: LiveChange): string {
  switch (change.kind) {
    case 'address':
      return `${change.address} ${change.isNew ? 'was given to' : 'was taken from'} ${change.device}.`;
    case 'neighbour':
      return describeNeighbour(change);
    case 'route':
      return `Route ${change.isNew ? 'added' : 'removed'}: ${change.text}`;
    case 'station':
      return `${change.bridge ?? 'The bridge'} ${change.isNew ? 'learned' : 'forgot'} ${change.mac} on ${change.port}.`;
    default:
      return describeLinkChange(change);
  }
}

function describeLinkChange(change: Exclude<LiveChange, NetworkChange>): string {
  switch (change.kind) {
    case 'link-came':
      return `${change.device} came.`;
    case 'link-gone':
      return `${change.device} is gone.`;
    case 'link-state':
      return `${change.device} is ${stateWords[change.to]}; it was ${stateWords[change.from]}.`;
    case 'link-master':
      return describeMaster(change);
    case 'link-port':
      return `${change.device} is ${change.to === null ? 'no bridge port any more' : `${change.to} as a bridge port`}.`;
    case 'link-mtu':
      return `${change.device} has MTU ${change.to ?? 'unknown'} now.`;
  }
}

function describeMaster({ device, from, to }: Extract<LiveChange, { readonly kind: 'link-master' }>): string {
  return to === null
    ? `${device} left ${from ?? 'its bridge'}.`
    : `${device} is in ${to} now${from === null ? '' : `; it was in ${from}`}.`;
}

function describeNeighbour({ address, device, mac, isFailed }: Extract<LiveChange, { readonly kind: 'neighbour' }>): string {
  if (isFailed) {
    return `${address} does not answer on ${device}.`;
  }
  return mac === null ? `${address} on ${device} was forgotten.` : `${address} answers on ${device} with ${mac}.`;
}
