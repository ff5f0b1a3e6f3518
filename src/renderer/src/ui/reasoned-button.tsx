import { Button, Menu, Tooltip, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';

interface ReasonedProps {
  readonly children: ReactNode;
  /** Why it cannot be done now; null where it can. It is told on hover and on focus, so the button can be reached all the same. */
  readonly reason: string | null;
  readonly onClick: () => void;
}

/** A button that says why it does nothing. */
export function ReasonedButton({ reason, onClick, children, ...rest }: ReasonedProps & Pick<ButtonProps, 'variant' | 'loading'>) {
  return reason === null ? (
    <Button onClick={onClick} {...rest}>
      {children}
    </Button>
  ) : (
    <Tooltip label={reason}>
      <Button data-disabled aria-disabled onClick={(event) => event.preventDefault()} {...rest}>
        {children}
      </Button>
    </Tooltip>
  );
}

/** The same in a menu. */
export function ReasonedItem({ reason, onClick, children }: ReasonedProps) {
  return reason === null ? (
    <Menu.Item onClick={onClick}>{children}</Menu.Item>
  ) : (
    <Tooltip label={reason} position="left">
      <Menu.Item data-disabled aria-disabled closeMenuOnClick={false} onClick={(event) => event.preventDefault()}>
        {children}
      </Menu.Item>
    </Tooltip>
  );
}
