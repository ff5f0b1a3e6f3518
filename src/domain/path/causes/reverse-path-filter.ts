import { readSwitch } from '../walk/place-questions.ts';
import { findRouting } from '../walk/walk-step.ts';
import { createCause, fixBy } from './cause.ts';
import { showRoute, showSwitch } from './evidence-lines.ts';

const strict = 1;

/** Strict filtering drops what arrives at a card that would not be the way back (RFC 3704; the larger of `all` and the card's counts). */
export const reversePathFilter = createCause('reverse-path-filter', 29, ({ probe, machine, walk }) => {
  const back = findRouting(walk, 'reply-path');
  const device = machine?.nic?.master ?? machine?.nic?.name;
  if (!machine || device === undefined || back?.answer.kind !== 'unicast' || back.answer.device === device) {
    return [];
  }
  const paths = ['all', device].map((name) => `ipv4/conf/${name}/rp_filter`);
  if (Math.max(...paths.map((path) => Number(readSwitch(machine.facts, path) ?? 0))) !== strict) {
    return [];
  }
  return [
    {
      severity: 'blocks',
      place: 'machine',
      device,
      sentence: `The way back to ${probe.source} is ${back.answer.device}, not ${device}, and strict reverse path filtering drops what comes in elsewhere.`,
      evidence: [...paths.map((path) => showSwitch(machine.facts, path)), showRoute(back)],
      fix: fixBy('machine', `Filter loosely on ${device}, or route ${probe.source} through it.`, [
        ['sysctl', '-w', `net.ipv4.conf.${device.replaceAll('.', '/')}.rp_filter=2`],
        [
          'sysctl',
          '-w',
          `net.ipv4.conf.${device.replaceAll('.', '/')}.rp_filter=${readSwitch(machine.facts, paths[1] ?? '') ?? '0'}`,
        ],
      ]),
    },
  ];
});
