import classes from './key-notes.module.css';

interface KeyNotesProps {
  readonly label: string;
  readonly notes: readonly { readonly key: string; readonly text: string }[];
}

/** What each piece of a command means: the piece in mono, its meaning in words. */
export function KeyNotes({ label, notes }: KeyNotesProps) {
  return (
    <dl className={classes.notes} aria-label={label}>
      {notes.map(({ key, text }) => (
        <div key={key} className={classes.note}>
          <dt className={classes.key}>{key}</dt>
          <dd className={classes.text}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
