import { NumberInput, TextInput } from '@mantine/core';
import { useStore } from 'zustand';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { valueOr } from '#domain/fact.ts';
import { formatMiB } from '#domain/format-bytes.ts';
import { describePlace } from '#domain/machines/describe-place.ts';
import { findRole } from '#domain/recipes/find-role.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { RecipeRole } from '#domain/recipes/machine-shapes.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { UsageMeter } from '#renderer/ui/usage-meter.tsx';
import type { MachineDraft } from './cloud-draft.ts';
import { changeMachine } from './draft-edits.ts';
import { CompletionRemarks, MachineProblems } from './remarks.tsx';
import type { StepProps } from './step-props.ts';
import { useWizardStore } from './wizard-context.tsx';
import { findProblem } from './wizard-steps.ts';

/** What is proposed for a machine: what fits on the host or, while that is not known, what its role asks for. */
interface Proposed {
  readonly name: string | null;
  readonly memoryMiB: number | null;
  readonly vcpus: number | null;
  readonly diskGiB: number | null;
}

interface Row {
  readonly at: number;
  readonly machine: MachineDraft;
  readonly proposed: Proposed;
}

/** How large each machine is. What is left empty is proposed, from what is free on the host for all of them together. */
export function SizesStep({ hostId, draft, recipe, problems }: StepProps) {
  const store = useWizardStore(hostId);
  const cloud = useStore(store, ({ proposal }) => proposal?.cloud ?? null);
  const { change } = store.getState();
  const set = (at: number, more: Partial<MachineDraft>) => change((before) => changeMachine(before, at, more));
  const rows = draft.machines.map((machine, at): Row => ({ at, machine, proposed: propose(cloud, recipe, machine, at) }));
  const labelOf = ({ machine, proposed, at }: Row) => machine.name ?? proposed.name ?? `machine ${(at + 1).toString()}`;
  const isWrong = (at: number, field: string) => findProblem(problems, `machines[${at.toString()}].${field}`) !== null;
  const roles = recipe.roles.filter(({ id }) => draft.machines.some(({ role }) => role === id));
  return (
    <Sections>
      <Section title="Machines">
        <Muted>
          {cloud === null
            ? 'What is grey is what the recipe finds sensible. Whether it fits on the host is said when the addresses are known.'
            : 'What is grey is proposed, so that all of them fit on the host together. Type over what you want otherwise.'}
        </Muted>
        <DataTable
          label="Machines of the cloud"
          rows={rows}
          keyOf={({ at }) => at.toString()}
          columns={[
            { id: 'role', title: 'Role', render: ({ machine }) => findRole(recipe, machine.role)?.title ?? machine.role },
            {
              id: 'name',
              title: 'Name',
              render: (row) => (
                <TextInput
                  aria-label={`Name of ${labelOf(row)}`}
                  miw="7rem"
                  error={isWrong(row.at, 'name')}
                  placeholder={row.proposed.name ?? ''}
                  spellCheck={false}
                  value={row.machine.name ?? ''}
                  onChange={(event) => set(row.at, { name: event.currentTarget.value.trim() || null })}
                />
              ),
            },
            {
              id: 'memory',
              title: 'Memory, MiB',
              render: (row) => (
                <SizeField
                  label={`Memory of ${labelOf(row)} in MiB`}
                  step={256}
                  value={row.machine.memoryMiB}
                  proposed={row.proposed.memoryMiB}
                  error={isWrong(row.at, 'memoryMiB')}
                  onChange={(memoryMiB) => set(row.at, { memoryMiB })}
                />
              ),
            },
            {
              id: 'vcpus',
              title: 'vCPUs',
              render: (row) => (
                <SizeField
                  label={`Virtual CPUs of ${labelOf(row)}`}
                  step={1}
                  value={row.machine.vcpus}
                  proposed={row.proposed.vcpus}
                  error={isWrong(row.at, 'vcpus')}
                  onChange={(vcpus) => set(row.at, { vcpus })}
                />
              ),
            },
            {
              id: 'disk',
              title: 'Disk, GiB',
              render: (row) => (
                <SizeField
                  label={`Disk of ${labelOf(row)} in GiB`}
                  step={1}
                  value={row.machine.diskGiB}
                  proposed={row.proposed.diskGiB}
                  error={isWrong(row.at, 'diskGiB')}
                  onChange={(diskGiB) => set(row.at, { diskGiB })}
                />
              ),
            },
          ]}
        />
      </Section>
      <MachineProblems problems={problems} step="sizes" />
      {cloud !== null && <HostRoom hostId={hostId} cloud={cloud} />}
      {cloud !== null && <CompletionRemarks hostId={hostId} />}
      <Section title={`What ${recipe.title} asks for`}>
        <RoleSizes roles={roles} />
        {[...new Set(roles.map(({ hardware }) => hardware.memory.why))].map(
          (why) => why !== null && <Muted key={why}>{why}</Muted>,
        )}
      </Section>
    </Sections>
  );
}

/** The completed cloud has its machines in the same order; while it is that of a draft before, it may have others. */
function propose(cloud: Cloud | null, recipe: Recipe, { role }: MachineDraft, at: number): Proposed {
  const machine = cloud?.machines[at];
  if (machine?.role === role) {
    return machine;
  }
  const hardware = findRole(recipe, role)?.hardware;
  return {
    name: null,
    memoryMiB: hardware?.memory.sensibleMiB ?? null,
    vcpus: hardware?.vcpus.sensible ?? null,
    diskGiB: hardware?.disks[0]?.sensibleGiB ?? null,
  };
}

interface SizeFieldProps {
  readonly label: string;
  readonly step: number;
  readonly value: number | null;
  readonly proposed: number | null;
  /** What is wrong is said below the table, where there is room for a sentence. */
  readonly error: boolean;
  readonly onChange: (value: number | null) => void;
}

function SizeField({ label, step, value, proposed, error, onChange }: SizeFieldProps) {
  return (
    <NumberInput
      aria-label={label}
      w="4.75rem"
      hideControls
      step={step}
      startValue={proposed ?? 0}
      placeholder={proposed?.toString() ?? ''}
      error={error}
      value={value ?? ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
    />
  );
}

/** Whether all of them fit beside what runs already. */
function HostRoom({ hostId, cloud }: { readonly hostId: string; readonly cloud: Cloud }) {
  const facts = useReading(hostId).reading?.facts ?? null;
  const memory = facts === null ? null : valueOr(facts.memory, null);
  const wantedMiB = cloud.machines.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  return (
    <Stacked isTight>
      {memory !== null && (
        <UsageMeter
          label="Memory of the host"
          used={memory.totalMiB - memory.availableMiB}
          promised={wantedMiB}
          total={memory.totalMiB}
        >
          {`${formatMiB(wantedMiB)} of memory together; ${formatMiB(memory.availableMiB)} free of ${formatMiB(memory.totalMiB)} on the host`}
        </UsageMeter>
      )}
      <Muted>Their disks go to {describePlace(cloud.disks)}.</Muted>
    </Stacked>
  );
}

function RoleSizes({ roles }: { readonly roles: readonly RecipeRole[] }) {
  return (
    <DataTable
      label="Sizes that the recipe asks for"
      rows={roles}
      keyOf={({ id }) => id}
      columns={[
        { id: 'role', title: 'Role', render: ({ title }) => title },
        {
          id: 'memory',
          title: 'Memory at least',
          isFact: true,
          render: ({ hardware: { memory } }) => formatMiB(memory.minimumMiB),
        },
        { id: 'good', title: 'Sensible', isFact: true, render: ({ hardware }) => formatMiB(hardware.memory.sensibleMiB) },
        {
          id: 'vcpus',
          title: 'vCPUs',
          isFact: true,
          render: ({ hardware: { vcpus } }) => describeLeast(vcpus.minimum, vcpus.sensible),
        },
        { id: 'disk', title: 'Disk, GiB', isFact: true, render: ({ hardware }) => describeDisks(hardware) },
      ]}
    />
  );
}

function describeDisks({ disks }: RecipeRole['hardware']): string {
  return disks.map(({ minimumGiB, sensibleGiB }) => describeLeast(minimumGiB, sensibleGiB)).join(' + ');
}

function describeLeast(minimum: number, sensible: number): string {
  return minimum === sensible ? minimum.toString() : `${minimum.toString()}, better ${sensible.toString()}`;
}
