import { readSwitch } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { showSwitch } from './evidence-lines.ts';
import { isRouted } from './is-routed.ts';

/** New connections fail as soon as it is full; from here on it is a matter of seconds. */
const fullShare = 0.95;
const countPath = 'netfilter/nf_conntrack_count';
const maxPath = 'netfilter/nf_conntrack_max';

/** A full table of connections drops every new one ("nf_conntrack: table full, dropping packet"). */
export const connectionsFull = createCause('connections-full', 33, ({ machine }) => {
  const [count, max] = [countPath, maxPath].map((path) => Number(machine ? (readSwitch(machine.facts, path) ?? 0) : 0));
  if (!machine || !isRouted(machine) || !count || !max || count < fullShare * max) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: machine.nic?.name ?? 'eth0',
      sentence: `The machine tracks ${count} connections of at most ${max}: new ones are dropped.`,
      evidence: [showSwitch(machine.facts, countPath), showSwitch(machine.facts, maxPath)],
      fix: fixBy('machine', 'Make room, and look who opens so many ("conntrack -L").', [
        ['sysctl', '-w', `net.netfilter.nf_conntrack_max=${2 * max}`],
        ['sysctl', '-w', `net.netfilter.nf_conntrack_max=${max}`],
      ]),
    },
  ];
});
