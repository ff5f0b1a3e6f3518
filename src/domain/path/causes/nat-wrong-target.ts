import { describeRule } from '../netfilter/cited-rule.ts';
import { listAddresses } from '../walk/place-questions.ts';
import { findOutwardPairs } from '../find-translations.ts';
import { findFilter } from '../walk/walk-step.ts';
import { createCause, type Case } from './cause.ts';
import { buildRuleFix } from './fix-rule.ts';

/** The rule leads to an address that the instance does not have. */
export const natWrongTarget = createCause('nat-wrong-target', 25, (found) => {
  const { probe, machine, walk } = found;
  const translation = findFilter(walk, 'machine-prerouting')?.result.translations.find(({ kind }) => kind === 'destination');
  const right = machine && translation ? findRightTarget(found, translation.to) : null;
  if (!machine || !translation || right === null) {
    return [];
  }
  const removal = buildRuleFix('machine', translation.by);
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device: machine.nic?.name ?? 'eth0',
      sentence: `${probe.destination ?? 'The address'} is sent on to ${translation.to}, and the instance has ${right}.`,
      evidence: [{ text: describeRule(translation.by), command: translation.by.table.command }],
      fix: {
        advice: `Replace the rule by one to ${right}. In a Eucalyptus cloud eucanetd writes it.`,
        steps: [
          ...(removal ? [removal] : []),
          {
            place: 'machine',
            argv: [
              'iptables',
              '-t',
              'nat',
              '-A',
              'PREROUTING',
              '-d',
              `${translation.from}/32`,
              '-j',
              'DNAT',
              '--to-destination',
              right,
            ],
            undoArgv: [
              'iptables',
              '-t',
              'nat',
              '-D',
              'PREROUTING',
              '-d',
              `${translation.from}/32`,
              '-j',
              'DNAT',
              '--to-destination',
              right,
            ],
          },
        ],
      },
    },
  ];
});

/** null: the rule is right, or nobody can tell. The instance's own word counts where it was asked; else the rule for the way out. */
function findRightTarget({ machine, nested, probe }: Case, target: string): string | null {
  const outward = machine ? findOutwardPairs(machine.facts).filter((pair) => pair.publicAddress === probe.destination) : [];
  if (outward.some(({ privateAddress }) => privateAddress === target)) {
    return null;
  }
  const own = nested === null ? null : listAddresses(nested.facts);
  const right = own?.find((address) => !address.startsWith('127.')) ?? outward[0]?.privateAddress ?? null;
  return own?.includes(target) === true ? null : right;
}
