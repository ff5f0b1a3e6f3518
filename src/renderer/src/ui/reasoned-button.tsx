import { Button, Menu, Tooltip, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';

interface ReasonedProps {
  readonly children: ReactNode;
  /** Why it cannot be done now; null where it can. It is told on hover and on focus, so the button can be reached all the same. */
  readonly reason: string | null;
  readonly onClick: () => void;
}

type ReasonedButtonProps = ReasonedProps &
  Pick<ButtonProps, 'variant' | 'loading' | 'size'> & {
    /** For screen readers, where the words on it need what stands beside it to be understood. */
    readonly label?: string;
  };

/** A button that says why it does nothing. */
export function ReasonedButton({ reason, onClick, children, label, ...rest }: ReasonedButtonProps) {
  return reason === null ? (
    <Button aria-label={label} onClick={onClick} {...rest}>
      {children}
    </Button>
  ) : (
    <Tooltip label={reason}>
      <Button aria-label={label} data-disabled aria-disabled onClick={(event) => event.preventDefault()} {...rest}>
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
