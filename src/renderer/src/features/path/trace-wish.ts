import type { SshTarget } from '#domain/hosts/host.ts';
import type { TraceOrigin } from '#domain/path/trace/trace-probe.ts';
import type { TraceInput } from './use-trace.ts';

/** What a person fills in before a trace, or before a capture; empty fields are left to Nutshell. */
export interface TraceWish {
  readonly from: TraceOrigin;
  readonly to: string;
  readonly protocol: 'icmp' | 'tcp' | 'udp';
  readonly port: string;
  /** [USER@]ADDRESS[:PORT] of sshds inside. */
  readonly inside: string;
  readonly instance: string;
  /** Whether kernels may be told to follow the probes, which changes them meanwhile. */
  readonly mayAskKernels: boolean;
}

export const firstWish: TraceWish = {
  from: 'laptop',
  to: '',
  protocol: 'icmp',
  port: '',
  inside: '',
  instance: '',
  mayAskKernels: false,
};

export type WishErrors = { readonly [Field in keyof TraceWish]?: string };

/** Sentences beside the fields that cannot be meant. */
export function checkWish({ from, to, protocol, port, inside, instance }: TraceWish): WishErrors {
  const isInside = inside.trim() !== '';
  return {
    ...(to.trim() !== '' && !/^\d{1,3}(\.\d{1,3}){3}$/.test(to.trim()) && { to: 'Give an IPv4 address such as 10.101.7.30.' }),
    ...(protocol !== 'icmp' && port !== '' && !isPort(port) && { port: 'A port is a number from 1 to 65535.' }),
    ...checkWay({ inside, instance }),
    ...(from === 'machine' && !isInside && { inside: 'Probes from the machine need a way into it.' }),
    ...(from === 'nested' && instance.trim() === '' && { instance: 'Probes from the instance need a way into it.' }),
  };
}

/** Of the ways inside alone. */
export function checkWay({ inside, instance }: Pick<TraceWish, 'inside' | 'instance'>): WishErrors {
  const how = 'Write USER@ADDRESS, for example root@10.101.7.2.';
  return {
    ...(inside.trim() !== '' && parseLogin(inside) === null && { inside: how }),
    ...(instance.trim() !== '' && parseLogin(instance) === null && { instance: how }),
    ...(instance.trim() !== '' &&
      inside.trim() === '' && { inside: 'The instance is reached through the machine: say how to get into that.' }),
  };
}

export function toTraceInput(hostId: string, machine: string, wish: TraceWish): TraceInput {
  const { from, to, protocol, port, mayAskKernels } = wish;
  return {
    hostId,
    machine,
    from,
    protocol,
    ...(to.trim() !== '' && { to: to.trim() }),
    ...(protocol !== 'icmp' && port !== '' && { port: Number(port) }),
    ...toWayIn(wish),
    ...(mayAskKernels && { mayAskKernels }),
  };
}

/** Logged in to by the agent: nobody can be asked for a password in the middle of a trace. */
export function toWayIn({ inside, instance }: Pick<TraceWish, 'inside' | 'instance'>): Pick<TraceInput, 'wayIn'> {
  const [machine, inner] = [parseLogin(inside), parseLogin(instance)];
  return machine === null ? {} : { wayIn: { machine, ...(inner !== null && { instance: inner }), acceptedFingerprints: [] } };
}

function parseLogin(text: string): SshTarget | null {
  const found = /^(?:([^\s@:]+)@)?([^\s@:]+)(?::(\d{1,5}))?$/.exec(text.trim());
  const [user = 'root', address, port = '22'] = found?.slice(1) ?? [];
  return address === undefined || !isPort(port) ? null : { user, address, port: Number(port), auth: { kind: 'agent' } };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
