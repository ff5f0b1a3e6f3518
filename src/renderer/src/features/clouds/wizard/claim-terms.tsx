import { Checkbox, NumberInput } from '@mantine/core';
import { useStore } from 'zustand';
import { Fields } from '#renderer/ui/form-layout.tsx';
import { useWizardStore } from './wizard-context.tsx';
import { usualDays } from './wizard-state.ts';

/** For how long the addresses are claimed, and against what they are compared. */
export function ClaimTerms({ hostId }: { readonly hostId: string }) {
  const { days, ignoreLaptop, setTerms } = useStore(useWizardStore(hostId));
  return (
    <Fields>
      <NumberInput
        label="Claimed for how many days"
        description="Until then nobody else gets them; afterwards others may take them over"
        min={1}
        max={3650}
        clampBehavior="strict"
        allowDecimal={false}
        disabled={days === null}
        value={days ?? ''}
        onChange={(value) => setTerms({ days: typeof value === 'number' && value >= 1 ? value : 1 })}
      />
      <Checkbox
        label="Claim them until I release them"
        checked={days === null}
        onChange={(event) => setTerms({ days: event.currentTarget.checked ? null : usualDays })}
      />
      <Checkbox
        label="Leave the routes of this laptop out of it"
        description="Its VPN, say, covers the same addresses, and you know that it does not matter"
        checked={ignoreLaptop}
        onChange={(event) => setTerms({ ignoreLaptop: event.currentTarget.checked })}
      />
    </Fields>
  );
}
