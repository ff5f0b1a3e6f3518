import { readSwitch } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { showSwitch } from './evidence-lines.ts';
import { isRouted } from './is-routed.ts';

/** ip_forward may be 1 while the card that packets arrive at does not forward: the kernel looks at the card. */
export const interfaceForwardingOff = createCause('interface-forwarding-off', 28, ({ machine }) => {
  const device = machine?.nic?.name;
  if (!machine || device === undefined || !isRouted(machine) || readSwitch(machine.facts, 'ipv4/ip_forward') !== '1') {
    return [];
  }
  return [device, machine.inner?.bridge?.name ?? null].flatMap((name) => {
    const path = `ipv4/conf/${name ?? ''}/forwarding`;
    return name === null || readSwitch(machine.facts, path) !== '0'
      ? []
      : [
          {
            severity: 'blocks' as const,
            place: 'machine' as const,
            device: name,
            sentence: `${name} does not forward what arrives there, although ip_forward is 1.`,
            evidence: [showSwitch(machine.facts, 'ipv4/ip_forward'), showSwitch(machine.facts, path)],
            fix: fixBy('machine', 'Switch it on.', [
              ['sysctl', '-w', `net.ipv4.conf.${name.replaceAll('.', '/')}.forwarding=1`],
              ['sysctl', '-w', `net.ipv4.conf.${name.replaceAll('.', '/')}.forwarding=0`],
            ]),
          },
        ];
  });
});
