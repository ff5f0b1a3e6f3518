import { Button } from '@mantine/core';
import { FileProblemList } from '#renderer/ui/file-problem-list.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { BrokenFile } from './wizard-state.ts';

/** Why a cloud file was not opened, by line and column. */
export function BrokenFileNote({ file, onClose }: { readonly file: BrokenFile; readonly onClose: () => void }) {
  return (
    <Section title={`${file.fileName} is no cloud file yet`} aside={<Button onClick={onClose}>Close</Button>}>
      <Muted>Nothing was taken from it. Correct it and open it again.</Muted>
      <FileProblemList fileName={file.fileName} problems={file.problems} />
    </Section>
  );
}
