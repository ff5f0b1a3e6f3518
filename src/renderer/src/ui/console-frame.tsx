import { useEffect, useRef, type ReactNode, type Ref } from 'react';
import { screenControl } from './focusable-roles.ts';
import classes from './console-frame.module.css';

interface ConsoleFrameProps {
  readonly label: string;
  /** Goes fullscreen as a whole. */
  readonly frameRef: Ref<HTMLDivElement>;
  /** An element that lives on when this component does not. */
  readonly screen: HTMLElement;
  readonly isActualSize: boolean;
  readonly isFocused: boolean;
  readonly onFocusChange: (hasFocus: boolean) => void;
  readonly onRelease: () => void;
  readonly notice: ReactNode;
  readonly hint: string;
}

/** A dark place for a screen, with a line under it that says where the keys go. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const { label, frameRef, screen, isActualSize, isFocused, onFocusChange, onRelease, notice, hint } = props;
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = place.current;
    parent?.append(screen);
    return () => screen.remove();
  }, [screen]);

  // Listens in the capturing phase and by hand: noVNC takes every key that bubbles, also the ones that let go of it.
  useEffect(() => {
    const parent = place.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.ctrlKey && event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        onRelease();
        frame.current?.focus();
      }
    };
    parent?.addEventListener('keydown', onKeyDown, { capture: true });
    return () => parent?.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [onRelease]);

  const handlers = {
    onFocus: (event: React.FocusEvent) => onFocusChange(event.target !== event.currentTarget),
    onBlur: () => onFocusChange(false),
    onKeyDown(event: React.KeyboardEvent) {
      if (event.key === 'Enter' && event.target === event.currentTarget) {
        event.preventDefault();
        screen.querySelector('canvas')?.focus();
      }
    },
  };
  return (
    <div ref={frameRef} className={classes.frame}>
      {notice !== null && <div className={classes.notice}>{notice}</div>}
      <div
        ref={frame}
        className={classes.stage}
        data-actual={isActualSize || undefined}
        data-focused={isFocused || undefined}
        {...screenControl}
        aria-label={label}
        {...handlers}
      >
        <div ref={place} className={classes.place} />
      </div>
      <p className={classes.hint}>{hint}</p>
    </div>
  );
}
