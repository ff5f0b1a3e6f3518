import type { HopPlace } from '../chain.ts';
import type { HookResult } from '../netfilter/run-hook.ts';
import type { Packet } from '../netfilter/packet.ts';
import type { RouteAnswer } from './find-route.ts';

export type Lane = 'forward' | 'reverse';

/** Where on the way something decides about the packet, in the order in which it comes there. */
export type StepId =
  | 'host-ingress'
  | 'host-frames'
  | 'host-arp'
  | 'host-iptables'
  | 'machine-ingress'
  | 'machine-frames'
  | 'machine-arp'
  | 'machine-iptables'
  | 'machine-prerouting'
  | 'machine-input'
  | 'machine-route'
  | 'machine-forward'
  | 'machine-postrouting'
  | 'inner-frames'
  | 'inner-arp'
  | 'nested-input'
  | 'nested-output'
  | 'nested-route'
  | 'reply-output'
  | 'reply-path'
  | 'reply-route'
  | 'reply-forward'
  | 'reply-machine-iptables'
  | 'reply-host-frames'
  | 'reply-host-iptables'
  | 'unreachable-output'
  | 'outgoing-source';

interface StepPlace {
  readonly id: StepId;
  readonly lane: Lane;
  readonly place: HopPlace;
  /** The device at which it happens; null where that is not known. */
  readonly device: string | null;
}

/** A station of the walk. `unread`: what decides here could not be read, so nobody knows. */
export type WalkStep =
  | (StepPlace & { readonly kind: 'filter'; readonly packet: Packet; readonly result: HookResult; readonly command: string })
  | (StepPlace & { readonly kind: 'route'; readonly destination: string; readonly answer: RouteAnswer; readonly command: string })
  | (StepPlace & { readonly kind: 'unread'; readonly reason: string; readonly command: string });

export type FilterStep = Extract<WalkStep, { kind: 'filter' }>;
export type RouteStep = Extract<WalkStep, { kind: 'route' }>;

export type Walk = readonly WalkStep[];

export function findFilter(walk: Walk, id: StepId): FilterStep | null {
  return walk.find((step): step is FilterStep => step.kind === 'filter' && step.id === id) ?? null;
}

export function findRouting(walk: Walk, id: StepId): RouteStep | null {
  return walk.find((step): step is RouteStep => step.kind === 'route' && step.id === id) ?? null;
}
