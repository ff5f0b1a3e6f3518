import { SegmentedControl, TextInput } from '@mantine/core';
import { FieldRow, Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { LabelledControl } from '#renderer/ui/labelled-control.tsx';
import { Term } from '#renderer/ui/term.tsx';
import type { FormErrors, TargetValues } from './host-form-values.ts';

interface TargetFieldsProps {
  readonly values: TargetValues;
  readonly onChange: (change: Partial<TargetValues>) => void;
  readonly errors: FormErrors;
  /** Where these fields stand in the errors: "" or "jumps.0.". */
  readonly prefix?: string;
}

/** Address, port, user and how to prove who one is: for the host and for each jump. */
export function TargetFields({ values, onChange, errors, prefix = '' }: TargetFieldsProps) {
  return (
    <Fields>
      <FieldRow>
        <TextInput
          label="Address"
          placeholder="kvm1.example.org"
          value={values.address}
          error={errors[`${prefix}address`]}
          spellCheck={false}
          onChange={(event) => onChange({ address: event.currentTarget.value })}
        />
        <TextInput
          label="Port"
          inputMode="numeric"
          value={values.port}
          error={errors[`${prefix}port`]}
          onChange={(event) => onChange({ port: event.currentTarget.value })}
        />
      </FieldRow>
      <TextInput
        label="User"
        description="root, or a user for whom sudo -n works"
        value={values.user}
        error={errors[`${prefix}user`]}
        spellCheck={false}
        onChange={(event) => onChange({ user: event.currentTarget.value })}
      />
      <LabelledControl label="Log in with">
        {(id) => (
          <SegmentedControl
            aria-labelledby={id}
            value={values.authKind}
            onChange={(value) => onChange({ authKind: value === 'key' || value === 'password' ? value : 'agent' })}
            data={[
              { value: 'agent', label: 'SSH agent' },
              { value: 'key', label: 'Key file' },
              { value: 'password', label: 'Password' },
            ]}
          />
        )}
      </LabelledControl>
      {values.authKind === 'key' && (
        <TextInput
          label="Private key file on this laptop"
          description="Its passphrase is asked when it is needed"
          placeholder="~/.ssh/id_ed25519"
          value={values.keyPath}
          error={errors[`${prefix}path`]}
          spellCheck={false}
          onChange={(event) => onChange({ keyPath: event.currentTarget.value })}
        />
      )}
      {values.authKind === 'agent' && (
        <Muted>
          The keys in your <Term name="agent">agent</Term> are offered in turn.
        </Muted>
      )}
      {values.authKind === 'password' && <Muted>It is asked when connecting, and never part of the host’s settings.</Muted>}
    </Fields>
  );
}
