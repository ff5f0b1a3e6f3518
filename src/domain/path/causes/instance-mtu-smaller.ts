import { createCause, fixBy } from './cause.ts';
import { showLink } from './evidence-lines.ts';

/** What is larger than the instance's card takes is dropped at it, without a message. */
export const instanceMtuSmaller = createCause('instance-mtu-smaller', 42, ({ machine, nested }) => {
  const port = machine?.inner?.port ?? null;
  const nic = nested?.nic ?? null;
  if (!machine || !nested || port === null || nic === null || nic.mtu >= port.mtu) {
    return [];
  }
  return [
    {
      severity: 'degrades',
      place: 'nested',
      device: nic.name,
      sentence: `The instance's ${nic.name} has MTU ${nic.mtu} and its tap ${port.mtu}: larger packets to it are lost.`,
      evidence: [showLink(nested.facts, nic), showLink(machine.facts, port)],
      fix: fixBy('nested', 'Give both the same MTU.', [
        ['ip', 'link', 'set', nic.name, 'mtu', String(port.mtu)],
        ['ip', 'link', 'set', nic.name, 'mtu', String(nic.mtu)],
      ]),
    },
  ];
});
