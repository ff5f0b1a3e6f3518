import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { CloudReview } from '#contract/clouds.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { Section } from '#renderer/ui/section.tsx';
import { readDraft, type CloudDraft } from './cloud-draft.ts';

interface CloudFileSectionProps {
  readonly draft: CloudDraft;
  readonly review: CloudReview;
}

/** The same cloud as a file, for git, for mail, and for `nutshell up`. It holds no secret. */
export function CloudFileSection({ draft, review }: CloudFileSectionProps) {
  const [isWhole, setWhole] = useState(false);
  const text = isWhole ? review.file : readDraft(draft).file;
  const name = `${draft.name}.yaml`;
  const save = () => saveFile(name, new Blob([text], { type: 'application/yaml' }));
  return (
    <Section title="As a cloud file" aside={<Button onClick={save}>Save {name}</Button>}>
      <Muted>
        {isWhole
          ? 'Everything is decided in it: brought up from this file, the cloud is exactly this one.'
          : 'Only what you said is in it: on another host, or another day, the rest is proposed anew.'}{' '}
        There is no secret in it.
      </Muted>
      <FormActions>
        <SegmentedControl
          aria-label="How much the file says"
          value={isWhole ? 'whole' : 'said'}
          onChange={(chosen) => setWhole(chosen === 'whole')}
          data={[
            { value: 'said', label: 'What I said' },
            { value: 'whole', label: 'Everything' },
          ]}
        />
      </FormActions>
      <CommandBlock label="Cloud file" command={text} />
    </Section>
  );
}
