import { IconDisc, IconFolder } from '@tabler/icons-react';
import type { DirectoryEntry } from '#domain/images/directory.ts';
import { IconText } from '#renderer/ui/icon-text.tsx';

export function EntryName({ entry }: { readonly entry: DirectoryEntry }) {
  const Icon = entry.kind === 'directory' ? IconFolder : IconDisc;
  return (
    <IconText icon={<Icon size={14} aria-hidden />}>
      {entry.kind === 'directory' ? `${entry.name}/` : entry.name}
      {entry.problem !== null ? ` (${entry.problem})` : entry.isReadable ? '' : ' (not readable)'}
    </IconText>
  );
}
