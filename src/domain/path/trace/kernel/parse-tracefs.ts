import type { HopPlace } from '../../chain.ts';
import { groupBy } from './group-by.ts';
import type { KernelDrop } from './kernel-report.ts';

/** A page of memory is used for the next packet at once; what is freed later than this was another one. A held packet waits for ARP. */
const longestMicroseconds = 5_000;

/** Not losses: copies that nobody had asked for (every frame that a promiscuous card shows is one), and ends of sockets. */
const noise: ReadonlySet<string> = new Set(['OTHERHOST', 'NO_SOCKET', 'QUEUE_PURGE', 'TCP_OLD_DATA', 'SKB_CONSUMED', 'CONSUMED']);

/** The kernel's words for why (include/net/dropreason-core.h), and what each means to a person. */
const words: Readonly<Record<string, string>> = {
  NETFILTER_DROP: 'a rule of its packet filter forbids it',
  IP_RPFILTER: 'an answer to its sender would leave by another device (rp_filter)',
  IP_INADDRERRORS: 'it may not forward it, or it is addressed to nobody there',
  IP_INHDR: 'its head is wrong, or its time to live ended',
  IP_OUTNOROUTES: 'there is no route for it',
  IP_INNOROUTES: 'there is no route for it',
  IP_LOCAL_SOURCE: 'its source is an address of its own',
  PKT_TOO_BIG: 'it is too large for the next device',
  NEIGH_FAILED: 'nobody answers for the next address (ARP)',
  NEIGH_QUEUEFULL: 'nobody answers for the next address (ARP)',
  BRIDGE_INGRESS_STP_STATE: 'the port of the bridge does not forward',
  FULL_RING: 'the guest does not take its packets',
  DEV_READY: 'the device is not ready',
  QDISC_DROP: 'the queue of the device is full',
  TC_INGRESS: 'a filter of tc at the device ends it',
  XDP: 'a program at the device ends it (XDP)',
};

interface Seen {
  readonly device: string;
  readonly atMicroseconds: number;
  readonly text: string;
}

/** Drops of packets of the probes' own length, each with where it was seen last. */
export function parseTracefs(place: HopPlace, texts: readonly string[]): readonly KernelDrop[] {
  const seen = new Map<string, Seen>();
  const drops = texts.flatMap((text) => {
    const skb = /\bskbaddr=(\S+)/.exec(text)?.[1];
    const atMicroseconds = toMicroseconds(text);
    const device = /(?:netif_receive_skb|net_dev_queue): dev=(\S+)/.exec(text)?.[1];
    if (skb === undefined || atMicroseconds === null) {
      return [];
    }
    if (device !== undefined) {
      seen.set(skb, { device, atMicroseconds, text });
      return [];
    }
    const before = seen.get(skb);
    const reason = /\breason: ([A-Z0-9_]+)/.exec(text)?.[1];
    const isHeld = reason?.startsWith('NEIGH_') === true;
    seen.delete(skb);
    return before === undefined ||
      reason === undefined ||
      noise.has(reason) ||
      (!isHeld && atMicroseconds - before.atMicroseconds > longestMicroseconds)
      ? []
      : [{ device: before.device, reason, evidence: [before.text, text] }];
  });
  return groupBy(drops, ({ device, reason }) => `${device} ${reason}`).map((group): KernelDrop => {
    const [{ device, reason, evidence }] = group;
    return {
      place,
      engine: 'tracefs',
      lane: null,
      count: group.length,
      culprit: `${words[reason] ?? 'its reason has no other name'} (${reason}; last seen at ${device})`,
      chain: null,
      reason,
      evidence: evidence.map((text) => ({ text: text.trim(), command: 'tracefs, skb:kfree_skb' })),
    };
  });
}

/** Seconds of the kernel's clock stand before the event's name. */
function toMicroseconds(text: string): number | null {
  const found = /\s(\d+)\.(\d{6}): \w+:/.exec(text);
  return found === null ? null : Number(found[1]) * 1_000_000 + Number(found[2]);
}
