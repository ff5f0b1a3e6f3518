import classes from './path-crumbs.module.css';

interface PathCrumbsProps {
  readonly label: string;
  readonly path: string;
  readonly onOpen: (path: string) => void;
  readonly aside: string | null;
}

/** A folder's path, each part of which can be gone to. */
export function PathCrumbs({ label, path, onOpen, aside }: PathCrumbsProps) {
  const parts = path.split('/').filter((part) => part !== '');
  const crumbs = [
    { name: '/', path: '/' },
    ...parts.map((name, index) => ({ name, path: `/${parts.slice(0, index + 1).join('/')}` })),
  ];
  return (
    <nav className={classes.crumbs} aria-label={label}>
      <ol className={classes.list}>
        {crumbs.map((crumb, index) => (
          <li key={crumb.path} className={classes.item}>
            {index > 1 && <span className={classes.slash}>/</span>}
            <button
              type="button"
              className={classes.crumb}
              aria-current={index === crumbs.length - 1 ? 'location' : undefined}
              onClick={() => onOpen(crumb.path)}
            >
              {crumb.name}
            </button>
          </li>
        ))}
      </ol>
      {aside !== null && <span className={classes.aside}>{aside}</span>}
    </nav>
  );
}
