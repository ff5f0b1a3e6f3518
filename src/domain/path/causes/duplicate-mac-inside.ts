import { valueOr } from '../../fact.ts';
import { evidenceFrom } from '../evidence.ts';
import { findInwardPairs } from '../find-translations.ts';
import { adviceOnly, createCause } from './cause.ts';

/** Two addresses that the cloud gave to two instances answer with one MAC. One instance with two addresses is no fault. */
export const duplicateMacInside = createCause('duplicate-mac-inside', 49, ({ machine }) => {
  const inner = machine?.inner ?? null;
  if (!machine || inner === null) {
    return [];
  }
  const targets = new Set(findInwardPairs(machine.facts).map(({ privateAddress }) => privateAddress));
  const answers = valueOr(machine.facts.neighbours, []).filter(
    ({ address, mac, states }) => mac !== null && targets.has(address) && !states.includes('FAILED'),
  );
  const mine = answers.find(({ address }) => address === inner.address);
  const others = mine ? answers.filter(({ mac, address }) => mac === mine.mac && address !== mine.address) : [];
  return mine && others.length > 0
    ? [
        {
          severity: 'degrades',
          place: 'machine',
          device: mine.device,
          sentence: `The instances ${[mine, ...others].map(({ address }) => address).join(' and ')} answer with one MAC ${mine.mac ?? ''}: packets reach now one, now the other.`,
          evidence: [mine, ...others].map(({ address, device, mac }) =>
            evidenceFrom(machine.facts.neighbours, `${address} dev ${device} lladdr ${mac ?? ''}`),
          ),
          fix: adviceOnly('Start one of the two anew, so that the cloud gives it another MAC.'),
        },
      ]
    : [];
});
