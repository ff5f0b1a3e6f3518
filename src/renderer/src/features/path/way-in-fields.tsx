import { TextInput } from '@mantine/core';
import { FieldRow } from '#renderer/ui/form-layout.tsx';
import type { TraceWish, WishErrors } from './trace-wish.ts';

interface WayInFieldsProps {
  readonly wish: Pick<TraceWish, 'inside' | 'instance'>;
  readonly errors: WishErrors;
  readonly onChange: (change: Partial<Pick<TraceWish, 'inside' | 'instance'>>) => void;
}

/** How to get inside over SSH through the host; without it what is inside cannot be listened at. */
export function WayInFields({ wish, errors, onChange }: WayInFieldsProps) {
  return (
    <FieldRow isEven>
      <TextInput
        label="Log in to the machine as"
        description="By your SSH agent. Empty: nobody listens inside."
        placeholder="root@10.101.7.2"
        spellCheck={false}
        value={wish.inside}
        error={errors.inside}
        onChange={(event) => onChange({ inside: event.currentTarget.value })}
      />
      <TextInput
        label="Log in to the instance as"
        description="Through the machine. Empty: its own card is blind."
        placeholder="root@172.16.0.5"
        spellCheck={false}
        value={wish.instance}
        error={errors.instance}
        onChange={(event) => onChange({ instance: event.currentTarget.value })}
      />
    </FieldRow>
  );
}
