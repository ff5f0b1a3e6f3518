import { ActionIcon, Button, CopyButton as MantineCopy, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyButtonProps {
  readonly value: string;
  /** The object of the verb: "Copy" + what. */
  readonly what: string;
  /** A button with words; else an icon that names itself on hover and to screen readers. */
  readonly isWorded?: boolean;
}

export function CopyButton({ value, what, isWorded = false }: CopyButtonProps) {
  return (
    <MantineCopy value={value} timeout={1_500}>
      {({ copied, copy }) =>
        isWorded ? (
          <Button onClick={copy} leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}>
            {copied ? 'Copied' : `Copy ${what}`}
          </Button>
        ) : (
          <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
            <ActionIcon onClick={copy} aria-label={`Copy ${what}`} size="xs">
              {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )
      }
    </MantineCopy>
  );
}
