import { VisuallyHidden } from '@mantine/core';
import { StateMarkShape, type Tone } from '../state-mark-shape.tsx';
import classes from './map-box.module.css';

interface MapBoxProps {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly tone: Tone;
  readonly word: string;
  /** What it carries now; null where nobody can tell. */
  readonly traffic: { readonly received: string; readonly sent: string } | null;
  readonly isStrong?: boolean;
  /** It was concluded, and not seen: drawn dashed. */
  readonly isGuess?: boolean;
  readonly onSelect: () => void;
  readonly onOpen?: () => void;
}

/** A device or a machine on the canvas: its state, its name, and what passes it. */
export function MapBox({
  id,
  title,
  kind,
  tone,
  word,
  traffic,
  isStrong = false,
  isGuess = false,
  onSelect,
  onOpen,
}: MapBoxProps) {
  return (
    <button
      type="button"
      className={`${classes.box} nodrag nopan`}
      data-map-box={id}
      data-tone={tone}
      data-strong={isStrong || undefined}
      data-guess={isGuess || undefined}
      title={`${title}, ${kind}, ${word}`}
      onClick={onSelect}
      onDoubleClick={onOpen}
    >
      <span className={classes.head}>
        <svg className={classes.mark} viewBox="0 0 12 12" aria-hidden="true">
          <StateMarkShape tone={tone} />
        </svg>
        <span className={classes.title}>{title}</span>
        <span className={classes.kind}>{kind}</span>
      </span>
      {/* Its name is what is on it, with the words that the eye has as signs. */}
      {traffic === null ? (
        <span className={classes.traffic}>{word}</span>
      ) : (
        <span className={classes.traffic}>
          <VisuallyHidden>{word}, receives </VisuallyHidden>
          <span aria-hidden="true">↓ </span>
          {traffic.received}
          <VisuallyHidden>, sends </VisuallyHidden>
          <span aria-hidden="true">{'  ↑ '}</span>
          {traffic.sent}
        </span>
      )}
    </button>
  );
}

interface MapFrameProps {
  readonly title: string;
  readonly onFold: () => void;
}

/** Around machines that belong together. */
export function MapFrame({ title, onFold }: MapFrameProps) {
  return (
    <div className={classes.frame}>
      <button type="button" className={`${classes.fold} nodrag nopan`} aria-label={`Fold ${title}`} onClick={onFold}>
        − {title}
      </button>
    </div>
  );
}
