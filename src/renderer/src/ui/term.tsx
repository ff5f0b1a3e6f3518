import { Tooltip } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { explainTerm, type TermName } from './glossary.ts';
import classes from './term.module.css';

/** A word of the field, explained in a line on hover, by focus and to screen readers. */
export function Term({ name, children }: { readonly name: TermName; readonly children?: ReactNode }) {
  const explanation = explainTerm(name);
  const id = useId();
  return (
    <Tooltip label={explanation}>
      <button type="button" className={classes.term} aria-describedby={id}>
        {children ?? name}
        <span id={id} hidden>
          {explanation}
        </span>
      </button>
    </Tooltip>
  );
}
