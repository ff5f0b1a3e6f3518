import classes from './tint-mark.module.css';

/** The square that stands for a cloud beside its name, in the colour and pattern that it has on the map. */
export function TintMark({ tint }: { readonly tint: number }) {
  return <span className={classes.mark} data-tint={tint} aria-hidden="true" />;
}
