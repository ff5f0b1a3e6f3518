import type { LiveLink } from './live-picture.ts';

export interface LinkRemark {
  readonly severity: 'broken' | 'attention';
  readonly sentence: string;
}

/** What waits in a queue for less than a packet's time is no news; this many do not drain by themselves. */
const longQueuePackets = 100;

/** What is wrong with a link at this moment, the worst first. */
export function judgeLink(link: LiveLink): readonly LinkRemark[] {
  return [...judgeState(link), ...judgePort(link), ...judgeLosses(link), ...judgeQueue(link)];
}

function judgeState({ name, state }: LiveLink): readonly LinkRemark[] {
  switch (state) {
    case 'down':
      return [{ severity: 'broken', sentence: `${name} is down: no frame passes.` }];
    case 'no-carrier':
      return [{ severity: 'broken', sentence: `${name} has no carrier: nothing is at its other end.` }];
    default:
      return [];
  }
}

function judgePort({ name, portState, state }: LiveLink): readonly LinkRemark[] {
  return portState === null || portState === 'forwarding' || state !== 'up'
    ? []
    : [{ severity: 'attention', sentence: `${name} is a bridge port in state ${portState}: frames do not pass yet.` }];
}

function judgeLosses({ name, rates }: LiveLink): readonly LinkRemark[] {
  if (rates === null) {
    return [];
  }
  const { rxDropped, txDropped, rxErrors, txErrors } = rates;
  return [
    // For a tap that is the guest: its queue is full because nobody inside takes frames out of it.
    ...attention(
      txDropped > 0,
      `${name} throws away ${perSecond(txDropped)} that should leave through it: its other end does not take them.`,
    ),
    // The kernel counts frames of protocols that nobody listens for in the same number.
    ...attention(rxDropped > 0, `${name} throws away ${perSecond(rxDropped)} that arrive on it.`),
    ...attention(rxErrors + txErrors > 0, `${name} has ${perSecond(rxErrors + txErrors)} with errors.`),
  ];
}

function judgeQueue({ name, queue, queueDropRate }: LiveLink): readonly LinkRemark[] {
  return [
    ...attention((queueDropRate ?? 0) > 0, `The queue of ${name} overflows: it throws away ${perSecond(queueDropRate ?? 0)}.`),
    ...attention(
      (queue?.waitingPackets ?? 0) >= longQueuePackets,
      `${queue?.waitingPackets ?? 0} packets wait in the queue of ${name}.`,
    ),
  ];
}

function attention(isSo: boolean, sentence: string): readonly LinkRemark[] {
  return isSo ? [{ severity: 'attention', sentence }] : [];
}

function perSecond(rate: number): string {
  const rounded = rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate);
  return `${rounded === 0 ? 'fewer than 0.1' : rounded} frames a second`;
}
