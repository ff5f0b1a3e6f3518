import { valueOr } from '../../fact.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import type { Link } from '../../hosts/network-facts.ts';
import type { Machine } from '../../machines/machine.ts';
import type { Plan, PlanStep } from '../../plans/plan.ts';
import { describeImpairment, toImpairArgs, toRestoreArgs, type Impairment } from './impairment.ts';

export interface ImpairWish {
  readonly machine: Machine;
  /** The MAC of one of its network cards; null for the first. */
  readonly nicMac: string | null;
  readonly impairment: Impairment;
  readonly seconds: number;
  readonly facts: HostFacts;
}

export interface ImpairPlan {
  readonly plan: Plan;
  /** Why it is not done; then the plan has no steps. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
}

/**
 * Breaks the path of a machine at its tap, on purpose and for a while. Three steps of one operation: so it is put back by the host itself
 * when the time is over or when it is cancelled, whatever became of the laptop, and an interrupted one is found and taken back.
 */
export function buildImpairPlan({ machine, nicMac, impairment, seconds, facts }: ImpairWish): ImpairPlan {
  const found = refuseNothing(findTap(machine, nicMac, facts), impairment);
  const device = found.kind === 'link' ? found.link.name : 'its tap';
  const plan: Plan = {
    title: `${describeImpairment(impairment, device)}, for ${seconds} s`,
    subject: machine.name,
    target: { kind: 'machine', name: machine.name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: found.kind === 'link' ? buildSteps(found.link, impairment, seconds) : [],
  };
  return found.kind === 'link'
    ? { plan, refusal: null, warnings: listWarnings(machine, impairment, found.link) }
    : { plan, refusal: found.reason, warnings: [] };
}

type FoundTap = { readonly kind: 'link'; readonly link: Link } | { readonly kind: 'none'; readonly reason: string };

function findTap({ name, state, nics }: Machine, nicMac: string | null, { network }: HostFacts): FoundTap {
  const refuse = (reason: string): FoundTap => ({ kind: 'none', reason });
  if (state.kind !== 'running') {
    return refuse(`${name} does not run, so it has no tap to break.`);
  }
  const nic = nicMac === null ? nics[0] : nics.find(({ mac }) => mac?.toLowerCase() === nicMac.toLowerCase());
  if (nic === undefined) {
    return refuse(nicMac === null ? `${name} has no network card.` : `${name} has no network card ${nicMac}.`);
  }
  if (nic.tap === null) {
    return refuse(`The tap of ${name} is not known: only root may see which one QEMU holds open.`);
  }
  const link = valueOr(network.links, []).find((candidate) => candidate.name === nic.tap);
  return link === undefined ? refuse(`The tap ${nic.tap} of ${name} is not on the host.`) : { kind: 'link', link };
}

/** What would change nothing would be put back to something that it was not. */
function refuseNothing(found: FoundTap, impairment: Impairment): FoundTap {
  if (found.kind === 'none') {
    return found;
  }
  const { name, state, mtu } = found.link;
  if (impairment.kind === 'link-down' && state === 'down') {
    return { kind: 'none', reason: `${name} is down already.` };
  }
  return impairment.kind === 'mtu' && impairment.bytes === mtu
    ? { kind: 'none', reason: `The MTU of ${name} is ${mtu} bytes already.` }
    : found;
}

function buildSteps({ name, index, mtu }: Link, impairment: Impairment, seconds: number): readonly PlanStep[] {
  // The index tells this very tap from a later one of the same name.
  const device = [name, String(index)];
  const restore = ['restore-device.sh', ...device, ...toRestoreArgs(impairment, mtu)];
  return [
    {
      id: 'impair',
      title: describeImpairment(impairment, name),
      action: { kind: 'run', argv: ['impair-device.sh', ...device, ...toImpairArgs(impairment)] },
      notes: [],
      check: null,
      undo: { title: `Put ${name} back as it was`, argv: restore, coversFailure: true },
    },
    {
      id: 'wait',
      title: `Leave it so for ${seconds} s`,
      action: { kind: 'run', argv: ['sleep', String(seconds)] },
      notes: [],
      check: null,
      undo: null,
      isCancellable: true,
      letsOthers: true,
      onInterruption: 'run-again',
    },
    {
      id: 'restore',
      title: `Put ${name} back as it was`,
      action: { kind: 'run', argv: restore },
      notes: [],
      check: null,
      undo: null,
      onInterruption: 'run-again',
    },
  ];
}

function listWarnings({ name, owner }: Machine, impairment: Impairment, link: Link): readonly string[] {
  const lanes =
    impairment.kind === 'link-down' || impairment.kind === 'mtu'
      ? []
      : [`Only packets on their way to ${name} are touched: what it sends comes into ${link.name}, and no queue is there.`];
  const foreign = owner === 'foreign' ? [`${name} was not made by Nutshell: whoever uses it will notice.`] : [];
  return [...lanes, ...foreign];
}
