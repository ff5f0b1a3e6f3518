import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '#domain/problem.ts';
import { CommandBlock } from './command-block.tsx';
import { Disclosure } from './disclosure.tsx';
import { StateMark } from './state-mark.tsx';
import classes from './problem-view.module.css';

interface ProblemViewProps {
  readonly problem: Problem;
  /** What could not be done: "The host could not be read". */
  readonly title: string;
  readonly retryLabel?: string;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** Stands beside its cause: what happened and what it means, what to do, the raw text one click away. */
export function ProblemView({ problem, title, retryLabel = 'Try again', onRetry, actions }: ProblemViewProps) {
  return (
    <div className={classes.problem} role="alert">
      <div className={classes.title}>
        <StateMark tone="broken" word="Failed" isWordHidden />
        {title}
      </div>
      <p className={classes.message}>{problem.message}</p>
      {problem.hint === null || <p className={classes.hint}>{problem.hint}</p>}
      {problem.raw === null || problem.raw === '' || (
        <Disclosure label="What was answered, word for word">
          <CommandBlock command={problem.raw} label="Raw answer" />
        </Disclosure>
      )}
      {(onRetry !== undefined || actions !== undefined) && (
        <div className={classes.actions}>
          {onRetry !== undefined && <Button onClick={onRetry}>{retryLabel}</Button>}
          {actions}
        </div>
      )}
    </div>
  );
}
