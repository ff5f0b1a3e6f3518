import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { describeRange, formatRange } from '#domain/addressing/address-range.ts';
import { groupSizes } from '#domain/addressing/faststart/security-groups.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { FieldRow, Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { Columns } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Term } from '#renderer/ui/term.tsx';
import type { AddressTexts } from './cloud-draft.ts';
import { changeMachine } from './draft-edits.ts';
import { MachineProblems } from './remarks.tsx';
import type { StepProps } from './step-props.ts';
import { useWizardStore } from './wizard-context.tsx';
import { findProblem } from './wizard-steps.ts';

/** Every address that can be dragged on the map, to be typed. */
export function AddressFields({ hostId, draft, problems, recipe, aside }: StepProps & { readonly aside: ReactNode }) {
  const store = useWizardStore(hostId);
  const proposal = useStore(store, (state) => state.proposal);
  const cloud = proposal?.cloud ?? null;
  const { change } = store.getState();
  const set = (more: Partial<AddressTexts>) => change((before) => ({ ...before, addresses: { ...before.addresses, ...more } }));
  const asked = (id: string) => recipe.addresses.some((one) => one.id === id);
  return (
    <Section title="Addresses" aside={aside}>
      <Columns>
        <Fields>
          <Muted>What is grey is proposed. Type over it, or drag it on the map.</Muted>
          {asked('public') && (
            <TextInput
              label={<Term name="public addresses">Public addresses</Term>}
              description="How many, or which"
              error={findProblem(problems, 'addresses.public') ?? findProblem(problems, 'addresses.publicCount')}
              placeholder={cloud === null ? '' : cloud.public.map(formatRange).join(' ')}
              spellCheck={false}
              value={draft.addresses.public}
              onChange={(event) => set({ public: event.currentTarget.value })}
            />
          )}
          {asked('private') && <PrivateFields draft={draft} problems={problems} cloud={cloud} onChange={set} />}
        </Fields>
        <div>
          <MachineProblems problems={problems} step="addresses" />
          <MachineAddresses hostId={hostId} draft={draft} problems={problems} cloud={cloud} />
          {proposal !== null && proposal.capacity !== null && <Muted>{proposal.capacity}</Muted>}
        </div>
      </Columns>
    </Section>
  );
}

interface PrivateFieldsProps extends Pick<StepProps, 'draft' | 'problems'> {
  readonly cloud: Cloud | null;
  readonly onChange: (change: Partial<AddressTexts>) => void;
}

function PrivateFields({ draft: { addresses }, problems, cloud, onChange }: PrivateFieldsProps) {
  const proposed = cloud?.private ?? null;
  return (
    <FieldRow isEven>
      <TextInput
        label={<Term name="private subnet">Private subnet</Term>}
        error={findProblem(problems, 'addresses.private')}
        placeholder={proposed === null ? '' : describeRange(proposed.range)}
        spellCheck={false}
        value={addresses.private}
        onChange={(event) => onChange({ private: event.currentTarget.value })}
      />
      <Select
        label={<Term name="security group">IPs per group</Term>}
        data={groupSizes.map(String)}
        placeholder={proposed?.addressesPerGroup?.toString() ?? ''}
        clearable
        value={addresses.addressesPerGroup?.toString() ?? null}
        onChange={(value) => onChange({ addressesPerGroup: value === null ? null : Number(value) })}
      />
    </FieldRow>
  );
}

type MachineAddressesProps = Pick<StepProps, 'hostId' | 'draft' | 'problems'> & { readonly cloud: Cloud | null };

function MachineAddresses({ hostId, draft, problems, cloud }: MachineAddressesProps) {
  const { change } = useWizardStore(hostId).getState();
  const rows = draft.machines.map((machine, at) => ({ at, machine, proposed: cloud?.machines[at] ?? null }));
  const nameOf = ({ machine, proposed }: (typeof rows)[number]) => machine.name ?? proposed?.name ?? machine.role;
  return (
    <DataTable
      label="Addresses of the machines"
      rows={rows}
      keyOf={({ at }) => at.toString()}
      columns={[
        { id: 'machine', title: 'Machine', isFact: true, render: nameOf },
        {
          id: 'address',
          title: 'IP address',
          render: (row) => (
            <TextInput
              aria-label={`IP address of ${nameOf(row)}`}
              error={findProblem(problems, `machines[${row.at.toString()}].address`) !== null}
              placeholder={row.proposed === null ? '' : formatIpv4(row.proposed.address)}
              spellCheck={false}
              value={row.machine.address}
              onChange={(event) => {
                const address = event.currentTarget.value;
                change((before) => changeMachine(before, row.at, { address }));
              }}
            />
          ),
        },
      ]}
    />
  );
}
