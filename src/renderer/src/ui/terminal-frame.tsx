import { useEffect, useRef, type ReactNode } from 'react';
import { screenControl } from './focusable-roles.ts';
import classes from './terminal-frame.module.css';

interface TerminalFrameProps {
  readonly label: string;
  /** An element that lives on when this component does not. */
  readonly screen: HTMLElement;
  readonly onRoomChange: () => void;
  readonly onEnter: () => void;
  readonly onRelease: () => void;
  readonly isFocused: boolean;
  readonly onFocusChange: (hasFocus: boolean) => void;
  readonly notice: ReactNode;
  /** The notice takes the whole place: there is nothing to type into yet. */
  readonly isCovered: boolean;
  readonly hint: string;
}

/** A place for a terminal, with what it says about itself above and where the keys go below. */
export function TerminalFrame(props: TerminalFrameProps) {
  const { label, screen, onRoomChange, onEnter, onRelease, isFocused, onFocusChange, notice, isCovered, hint } = props;
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const parent = place.current;
    parent?.append(screen);
    const observer = new ResizeObserver(onRoomChange);
    if (parent !== null) {
      observer.observe(parent);
    }
    return () => {
      observer.disconnect();
      screen.remove();
    };
  }, [screen, onRoomChange]);

  // Listens in the capturing phase and by hand: a terminal takes every key that bubbles, also the ones that let go of it.
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
        onEnter();
      }
    },
  };
  return (
    <div className={classes.frame}>
      <div className={classes.notice} data-covers={isCovered || undefined}>
        {notice}
      </div>
      <div
        ref={frame}
        className={classes.stage}
        data-focused={isFocused || undefined}
        inert={isCovered}
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
