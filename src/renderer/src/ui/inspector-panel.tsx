import { CopyButton } from './copy-button.tsx';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';
import classes from './inspector-panel.module.css';

export interface InspectorGroup {
  /** The command that produced these facts; null for what Nutshell itself knows. */
  readonly command: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly isWords?: boolean }[];
}

interface InspectorPanelProps {
  readonly title: string;
  readonly kind: string;
  readonly readAtEpochMs: number | null;
  readonly groups: readonly InspectorGroup[];
  readonly warnings: readonly string[];
}

/** Facts of one thing. Those from the same command stand together, above that command. */
export function InspectorPanel({ title, kind, readAtEpochMs, groups, warnings }: InspectorPanelProps) {
  return (
    <div className={classes.panel}>
      <header className={classes.header}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.kind}>
          {kind}
          {readAtEpochMs !== null && (
            <>
              {' · read '}
              <TimeAgo epochMs={readAtEpochMs} />
            </>
          )}
        </p>
      </header>
      {warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          <StateMark tone="attention" word="Attention" isWordHidden /> {warning}
        </p>
      ))}
      {groups.map(({ command, facts }) => (
        <section key={command ?? ''} className={classes.group} aria-label={command ?? 'Known to Nutshell'}>
          <dl>
            {facts.map(({ label, value, isWords }) => (
              <div key={label} className={classes.fact}>
                <dt className={classes.label}>{label}</dt>
                <dd className={isWords === true ? classes.words : classes.value}>
                  <span className={classes.text}>{value}</span>
                  <span className={classes.copy}>
                    <CopyButton value={value} what={label.toLowerCase()} />
                  </span>
                </dd>
              </div>
            ))}
          </dl>
          {command !== null && (
            <div className={classes.source}>
              <code title={command}>{command}</code>
              <CopyButton value={command} what="the command" />
            </div>
          )}
        </section>
      ))}
    </div>
  );
}
