import { Button } from '@mantine/core';
import type { Machine } from '#domain/machines/machine.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';

interface AddressesViewProps {
  readonly machine: Machine;
  readonly onOpenConsole: () => void;
}

/** What is to be typed into the installer, in the order in which it asks. */
export function AddressesView({ machine, onOpenConsole }: AddressesViewProps) {
  const addresses = machine.definition?.addresses ?? null;
  const mac = machine.nics[0]?.mac ?? null;
  if (addresses === null) {
    return (
      <EmptyState title="No addresses are kept with this machine">
        {machine.owner === 'foreign'
          ? 'Only machines that Nutshell launched carry the addresses that were planned for them.'
          : 'They would be here if they had been filled in when the machine was launched.'}
      </EmptyState>
    );
  }
  return (
    <Sections isNarrow>
      <Section title="For the installer" aside={<Button onClick={onOpenConsole}>Open console</Button>}>
        <FactList
          rows={[
            { label: 'IP address', value: addresses.ip, copy: addresses.ip },
            {
              label: 'Netmask',
              value: toNetmask(addresses.ip, addresses.prefixLength),
              copy: toNetmask(addresses.ip, addresses.prefixLength),
              note: `prefix length ${addresses.prefixLength.toString()}`,
            },
            { label: 'Gateway', value: addresses.gateway, copy: addresses.gateway },
            { label: 'Nameserver', value: addresses.nameserver, copy: addresses.nameserver },
            ...(mac === null ? [] : [{ label: 'MAC', value: mac, copy: mac, note: 'to tell which card is meant' }]),
          ]}
        />
      </Section>
      <Muted>
        These were chosen when the machine was launched. Whether the installer was really given them is not inspected: nobody
        looked inside the machine yet.
      </Muted>
    </Sections>
  );
}

/** Installers of 2013 ask for a dotted netmask; IPv6 has none, there it is the prefix length. */
export function toNetmask(ip: string, prefixLength: number): string {
  if (ip.includes(':')) {
    return `/${prefixLength.toString()}`;
  }
  return [0, 8, 16, 24].map((shift) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - shift)))).join('.');
}
