import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormActions } from './form-layout.tsx';
import { Sections } from './page.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What is lost, and what is not. */
  readonly children: ReactNode;
  /** A verb with its object: "Power ciab off". */
  readonly confirm: string;
  readonly keep: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is lost. Escape, and the first button a keyboard comes to, keep everything as it is. */
export function ConfirmDialog({ title, children, confirm, keep, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title} size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Sections>
        <div>{children}</div>
        <FormActions>
          <Button
            variant="light"
            color="red"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {confirm}
          </Button>
          <Button data-autofocus onClick={onClose}>
            {keep}
          </Button>
        </FormActions>
      </Sections>
    </Modal>
  );
}
