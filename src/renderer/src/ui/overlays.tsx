import classes from './overlays.module.css';

/** Where hints, menus and messages are put: a landmark of their own, so that none of them lies outside of every landmark. */
export function Overlays() {
  return <section id="overlays" className={classes.overlays} aria-label="Hints and messages" />;
}
