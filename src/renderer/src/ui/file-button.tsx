import { Button, FileButton as Choose } from '@mantine/core';

interface FileButtonProps {
  readonly label: string;
  readonly accept: string;
  readonly isDisabled?: boolean;
  readonly onChoose: (file: File) => void;
}

/** A button that asks for a file of this laptop. */
export function FileButton({ label, accept, isDisabled = false, onChoose }: FileButtonProps) {
  return (
    <Choose
      accept={accept}
      onChange={(file) => {
        if (file !== null) {
          onChoose(file);
        }
      }}
    >
      {(props) => (
        <Button {...props} disabled={isDisabled}>
          {label}
        </Button>
      )}
    </Choose>
  );
}
