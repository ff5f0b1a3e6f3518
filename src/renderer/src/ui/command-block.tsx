import { CopyButton } from './copy-button.tsx';
import { scrollRegion } from './focusable-roles.ts';
import classes from './command-block.module.css';

interface CommandBlockProps {
  /** What is copied: runs as it stands. */
  readonly command: string;
  /** Shown in place of the command, one line each, e.g. one option per line. */
  readonly lines?: readonly string[];
  readonly label: string;
}

/** A command or raw text, exactly as it is, with a way to take it along. Scrolls by keyboard too. */
export function CommandBlock({ command, lines, label }: CommandBlockProps) {
  return (
    <div className={classes.block}>
      <pre className={classes.text} {...scrollRegion} aria-label={`${label}, text`}>
        {lines === undefined
          ? command
          : lines.map((line, index) => (
              <span key={index} className={classes.line} data-first={index === 0 || undefined}>
                {index < lines.length - 1 ? `${line} \\` : line}
              </span>
            ))}
      </pre>
      <div className={classes.copy}>
        <CopyButton value={command} what={label.toLowerCase()} />
      </div>
    </div>
  );
}
