import { useId, type ReactNode } from 'react';
import classes from './choice-list.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly explanation: ReactNode;
}

interface ChoiceListProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
}

/** Few alternatives that need a sentence each: radio buttons as rows. */
export function ChoiceList<Value extends string>({ label, choices, value, onChange }: ChoiceListProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes.list}>
      <legend className={classes.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.choice} data-chosen={choice.value === value || undefined}>
          <input
            type="radio"
            className={classes.radio}
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span className={classes.title}>{choice.title}</span>
          <span className={classes.explanation}>{choice.explanation}</span>
        </label>
      ))}
    </fieldset>
  );
}
