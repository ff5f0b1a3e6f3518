import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: ReactNode;
  /** The state of the thing, beside its name. */
  readonly state?: ReactNode;
  /** One muted line under the title: what this is, where it is. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
  /** The content takes all the room and scrolls by itself (console, path, tables). */
  readonly isFilled?: boolean;
}

/** The centre of the window: a name with its state, its actions, its tabs, its content. Always in the same spots. */
export function Page({ title, state, lead, actions, tabs, children, isFilled = false }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.header} data-tabbed={tabs !== undefined || undefined}>
        <div className={classes.heading}>
          <div className={classes.names}>
            <h1 className={classes.title}>{title}</h1>
            {state}
          </div>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
        {tabs !== undefined && <div className={classes.tabs}>{tabs}</div>}
      </header>
      <div className={isFilled ? classes.filled : classes.content}>{children}</div>
    </div>
  );
}

/** The column of one page: sections with room between them. */
export function Sections({ children, isNarrow = false }: { readonly children: ReactNode; readonly isNarrow?: boolean }) {
  return <div className={isNarrow ? classes.narrowSections : classes.sections}>{children}</div>;
}

/** Two columns where there is room for them, else one. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
