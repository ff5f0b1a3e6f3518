import type { HostFacts } from '../hosts/host-facts.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkDisk } from './check-disk.ts';
import { checkNetwork } from './check-network.ts';
import { checkReadiness } from './check-readiness.ts';
import { checkSize } from './check-size.ts';
import { collectTaken } from './collect-taken.ts';
import type { DraftProblem } from './draft-problem.ts';
import type { MachineDraft } from './machine-definition.ts';
import type { Machine } from './machine.ts';

/**
 * What stands against launching a draft on a host, as far as the last reading tells; refusals first. Whether the ISO is there,
 * and whether all this is still so, the plan's guard looks at on the host itself, under its lock.
 */
export function checkDraft(draft: MachineDraft, facts: HostFacts, machines: readonly Machine[]): readonly DraftProblem[] {
  const taken = collectTaken(facts, machines, draft.name);
  const problems = [
    ...checkReadiness(draft, facts),
    ...checkName(draft, taken.machineNames),
    ...checkSize(draft, facts),
    ...checkDisk(draft, facts, taken),
    ...checkNetwork(draft, facts, taken),
    ...checkAddresses(draft, facts, taken),
  ];
  return problems.toSorted((one, other) => rank(one) - rank(other));
}

function rank({ level }: DraftProblem): number {
  return level === 'refusal' ? 0 : 1;
}

function checkName({ name }: MachineDraft, taken: ReadonlyMap<string, string>): readonly DraftProblem[] {
  const holder = taken.get(name);
  return holder === undefined
    ? []
    : [{ field: 'name', level: 'refusal', message: `The name ${name} is taken by ${holder}. Choose another name.` }];
}
