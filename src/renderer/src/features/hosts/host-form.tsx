import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import { describeTarget } from '#domain/hosts/host.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Disclosure } from '#renderer/ui/disclosure.tsx';
import { Fields, FormActions } from '#renderer/ui/form-layout.tsx';
import { Term } from '#renderer/ui/term.tsx';
import { checkHostForm, emptyTarget, toHostFormValues, type FormErrors, type HostFormValues } from './host-form-values.ts';
import { TargetFields } from './target-fields.tsx';
import type { HostDraft } from '#domain/hosts/host.ts';

interface HostFormProps {
  readonly first: HostFormValues;
  readonly suggestions: readonly HostSuggestion[];
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly onSubmit: (draft: HostDraft) => void;
  readonly onCancel: () => void;
}

export function HostForm({ first, suggestions, submitLabel, isBusy, onSubmit, onCancel }: HostFormProps) {
  const [values, setValues] = useState(first);
  const [errors, setErrors] = useState<FormErrors>({});
  const [notes, setNotes] = useState<readonly string[]>([]);
  const change = (part: Partial<HostFormValues>) => setValues({ ...values, ...part });

  const submit = () => {
    const checked = checkHostForm(values);
    setErrors(checked.kind === 'invalid' ? checked.errors : {});
    if (checked.kind === 'valid') {
      onSubmit(checked.draft);
    }
  };
  const take = (alias: string | null) => {
    const suggestion = suggestions.find((candidate) => candidate.alias === alias);
    if (suggestion !== undefined) {
      setValues(toHostFormValues(suggestion.draft));
      setNotes(suggestion.notes);
      setErrors({});
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Fields>
        {suggestions.length > 0 && (
          <Select
            label="From ~/.ssh/config"
            description="Fills in what your SSH configuration already knows"
            placeholder={suggestions.length === 1 ? '1 host' : `${suggestions.length.toString()} hosts`}
            searchable
            data={suggestions.map(({ alias, draft }) => ({ value: alias, label: `${alias}   ${describeTarget(draft)}` }))}
            onChange={take}
          />
        )}
        {notes.map((note) => (
          <Banner key={note} tone="attention" word="Not taken over">
            {note}
          </Banner>
        ))}
        <TextInput
          label="Name"
          description="What you call it; its address if left empty"
          value={values.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TargetFields values={values} errors={errors} onChange={change} />
        <JumpFields values={values} errors={errors} onChange={change} />
        <FormActions>
          <Button type="submit" variant="filled" loading={isBusy}>
            {submitLabel}
          </Button>
          <Button onClick={onCancel}>Leave</Button>
        </FormActions>
      </Fields>
    </form>
  );
}

interface JumpFieldsProps {
  readonly values: HostFormValues;
  readonly errors: FormErrors;
  readonly onChange: (change: Partial<HostFormValues>) => void;
}

function JumpFields({ values, errors, onChange }: JumpFieldsProps) {
  const { jumps } = values;
  return (
    <>
      {jumps.map((jump, index) => (
        <Disclosure
          key={index}
          isOpenAtFirst
          label={`Jump ${(index + 1).toString()}${jump.address === '' ? '' : `: ${jump.address}`}`}
        >
          <TargetFields
            values={jump}
            errors={errors}
            prefix={`jumps.${index.toString()}.`}
            onChange={(part) => onChange({ jumps: jumps.map((each, at) => (at === index ? { ...each, ...part } : each)) })}
          />
          <FormActions>
            <Button onClick={() => onChange({ jumps: jumps.filter((_, at) => at !== index) })}>Remove jump {index + 1}</Button>
          </FormActions>
        </Disclosure>
      ))}
      {jumps.length < 4 && (
        <p>
          <Button variant="subtle" onClick={() => onChange({ jumps: [...jumps, emptyTarget] })}>
            Add jump host
          </Button>{' '}
          <Term name="jump host">What is a jump host?</Term>
        </p>
      )}
    </>
  );
}
