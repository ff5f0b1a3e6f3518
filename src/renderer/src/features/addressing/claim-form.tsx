import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { groupSizes } from '#domain/addressing/faststart/security-groups.ts';
import { FieldRow, Fields } from '#renderer/ui/form-layout.tsx';
import { Term } from '#renderer/ui/term.tsx';
import type { ClaimDraft } from './claim-draft.ts';

interface ClaimFormProps {
  readonly draft: ClaimDraft;
  readonly onChange: (draft: ClaimDraft) => void;
}

const usualDays = 30;

/** What a cloud needs. Every field that is dragged on the map can be typed here. */
export function ClaimForm({ draft, onChange }: ClaimFormProps) {
  const change = (more: Partial<ClaimDraft>) => onChange({ ...draft, ...more });
  return (
    <Fields>
      <FieldRow isEven>
        <TextInput
          label="Name of the cloud"
          description="And of its only machine"
          spellCheck={false}
          value={draft.cloud}
          onChange={(event) => change({ cloud: event.currentTarget.value })}
        />
        <TextInput
          label="Machines"
          description="Names, or name=address"
          placeholder={draft.cloud}
          spellCheck={false}
          value={draft.machines}
          onChange={(event) => change({ machines: event.currentTarget.value })}
        />
      </FieldRow>
      <FieldRow isEven>
        <TextInput
          label={<Term name="public addresses">Public addresses</Term>}
          description="How many, or which"
          spellCheck={false}
          value={draft.public}
          onChange={(event) => change({ public: event.currentTarget.value })}
        />
        <TextInput
          label={<Term name="private subnet">Private subnet</Term>}
          description="How large, or which"
          spellCheck={false}
          value={draft.private}
          onChange={(event) => change({ private: event.currentTarget.value })}
        />
      </FieldRow>
      <FieldRow isEven>
        <Select
          label={<Term name="security group">Addresses per group</Term>}
          data={groupSizes.map(String)}
          allowDeselect={false}
          disabled={!draft.isFaststart}
          value={String(draft.addressesPerGroup)}
          onChange={(value) => change({ addressesPerGroup: Number(value) })}
        />
        <NumberInput
          label="For how many days"
          min={1}
          max={3650}
          disabled={draft.days === null}
          value={draft.days ?? ''}
          onChange={(value) => change({ days: typeof value === 'number' ? value : usualDays })}
        />
      </FieldRow>
      <Checkbox
        label="One range of public addresses, never a list"
        checked={draft.isOneRange}
        onChange={(event) => change({ isOneRange: event.currentTarget.checked })}
      />
      <Checkbox
        label="Keep the rules of FastStart and Eucalyptus"
        checked={draft.isFaststart}
        onChange={(event) => change({ isFaststart: event.currentTarget.checked })}
      />
      <Checkbox
        label="Claim it until I release it"
        checked={draft.days === null}
        onChange={(event) => change({ days: event.currentTarget.checked ? null : usualDays })}
      />
    </Fields>
  );
}
