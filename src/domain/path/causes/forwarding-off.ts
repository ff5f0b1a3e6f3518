import { readSwitch } from '../walk/place-questions.ts';
import { createCause, fixBy } from './cause.ts';
import { showSwitch } from './evidence-lines.ts';
import { isRouted } from './is-routed.ts';

/** The machine does not route. It counts the packets as IpInAddrErrors. */
export const forwardingOff = createCause('forwarding-off', 27, ({ machine }) =>
  machine === null || !isRouted(machine) || readSwitch(machine.facts, 'ipv4/ip_forward') !== '0'
    ? []
    : [
        {
          severity: 'blocks',
          place: 'machine',
          device: machine.nic?.name ?? 'eth0',
          sentence: 'The machine does not forward packets (ip_forward is 0): what is for an instance ends in it.',
          evidence: [showSwitch(machine.facts, 'ipv4/ip_forward')],
          fix: fixBy('machine', 'Switch it on, and write it into /etc/sysctl.conf so that it stays.', [
            ['sysctl', '-w', 'net.ipv4.ip_forward=1'],
            ['sysctl', '-w', 'net.ipv4.ip_forward=0'],
          ]),
        },
      ],
);
