import type { ReactNode } from 'react';
import { Splitter } from './splitter.tsx';
import { scrollRegion } from './focusable-roles.ts';
import classes from './frame.module.css';

export interface FramePanes {
  readonly treeWidth: number;
  readonly inspectorWidth: number;
  readonly activityHeight: number;
  readonly isInspectorOpen: boolean;
  readonly isActivityOpen: boolean;
}

interface FrameProps {
  readonly panes: FramePanes;
  readonly onResize: (panes: FramePanes) => void;
  readonly onResizeEnd: (panes: FramePanes) => void;
  readonly top: ReactNode;
  readonly tree: ReactNode;
  readonly centre: ReactNode;
  readonly inspector: ReactNode;
  /** Above the activity, across the window; with a height of its own. */
  readonly drawer: ReactNode;
  readonly strip: ReactNode;
  readonly activity: ReactNode;
}

/** Four places, always in the same spots. Sizes are the person's; a small window takes from both sides before the centre starves. */
export function Frame(props: FrameProps) {
  const { panes, onResize, onResizeEnd, top, tree, centre, inspector, drawer, strip, activity } = props;
  const resize = (key: 'treeWidth' | 'inspectorWidth' | 'activityHeight') => ({
    sizePx: panes[key],
    onResize: (size: number) => onResize({ ...panes, [key]: size }),
    onResizeEnd: (size: number) => onResizeEnd({ ...panes, [key]: size }),
  });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#centre" onClick={focusCentre}>
        Skip to the content
      </a>
      <header className={classes.top}>{top}</header>
      <div className={classes.middle}>
        <nav className={classes.side} aria-label="Places">
          <div className={classes.tree} style={{ width: panes.treeWidth }}>
            {tree}
          </div>
          <Splitter
            label="Width of the places"
            orientation="vertical"
            minPx={160}
            maxPx={480}
            direction={1}
            {...resize('treeWidth')}
          />
        </nav>
        <main className={classes.centre} id="centre" tabIndex={-1}>
          {centre}
        </main>
        {panes.isInspectorOpen && (
          <aside className={classes.side} aria-label="Inspector">
            <Splitter
              label="Width of the inspector"
              orientation="vertical"
              minPx={200}
              maxPx={640}
              direction={-1}
              {...resize('inspectorWidth')}
            />
            <div className={classes.inspector} style={{ width: panes.inspectorWidth }} {...scrollRegion} aria-label="Facts">
              {inspector}
            </div>
          </aside>
        )}
      </div>
      <div className={classes.drawer}>{drawer}</div>
      <footer className={classes.bottom} aria-label="Activity">
        {panes.isActivityOpen && (
          <>
            <Splitter
              label="Height of the activity"
              orientation="horizontal"
              minPx={120}
              maxPx={560}
              direction={-1}
              {...resize('activityHeight')}
            />
            <div className={classes.activity} style={{ height: panes.activityHeight }}>
              {activity}
            </div>
          </>
        )}
        <div className={classes.strip}>{strip}</div>
      </footer>
    </div>
  );
}

// The address after # names the place, so the link must not be followed.
function focusCentre(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('centre')?.focus();
}
