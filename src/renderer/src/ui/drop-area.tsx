import { useState, type ReactNode } from 'react';
import classes from './drop-area.module.css';

interface DropAreaProps {
  /** What dropping does, in words: "Drop to upload to /srv/iso". */
  readonly hint: string;
  /** Nothing is taken while it is false. */
  readonly isOpen: boolean;
  readonly onDrop: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Takes files that are dragged onto what it holds. A convenience beside a button: it cannot be reached by keyboard. */
export function DropArea({ hint, isOpen, onDrop, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const take = (event: React.DragEvent) => {
    if (isOpen && event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      setOver(event.type === 'dragover' || event.type === 'dragenter');
    }
  };
  return (
    <div
      className={classes.area}
      onDragEnter={take}
      onDragOver={take}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) {
          setOver(false);
        }
      }}
      onDrop={(event) => {
        take(event);
        if (isOpen) {
          onDrop([...event.dataTransfer.files]);
        }
      }}
    >
      {children}
      {isOver && (
        <div className={classes.veil} aria-hidden="true">
          {hint}
        </div>
      )}
    </div>
  );
}
