import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Change } from './use-claim-review.ts';

interface ChangeDialogProps {
  readonly change: Exclude<Change, { readonly kind: 'claim' }>;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before a claim is given back or taken over. */
export function ChangeDialog({ change, onConfirm, onClose }: ChangeDialogProps) {
  const { cloud } = change;
  return change.kind === 'release' ? (
    <ConfirmDialog
      title={`Release the addresses of ${cloud}?`}
      confirm={`Release ${cloud}`}
      keep="Keep them"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      Others may claim them then. Machines of {cloud} that are still there go on using theirs, so destroy them first if there are
      any.
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      title={`Take over the addresses of ${cloud}?`}
      confirm={`Take over ${cloud}`}
      keep="Leave them"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      They are yours for 30 days then. Whose they were, and that you took them, stays written on the host.
    </ConfirmDialog>
  );
}
