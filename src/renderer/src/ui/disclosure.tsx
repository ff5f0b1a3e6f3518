import { useId, useState, type ReactNode } from 'react';
import classes from './disclosure.module.css';

interface DisclosureProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
}

/** A line that opens. Closed content is not rendered at all. */
export function Disclosure({ label, children, isOpenAtFirst = false }: DisclosureProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  return (
    <div className={classes.disclosure}>
      <button
        type="button"
        className={classes.trigger}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <svg viewBox="0 0 10 10" className={classes.arrow} data-open={isOpen || undefined} aria-hidden="true">
          <path d="m3 1.5 4 3.5-4 3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <span className={classes.label}>{label}</span>
      </button>
      {isOpen && (
        <div id={id} className={classes.content}>
          {children}
        </div>
      )}
    </div>
  );
}
