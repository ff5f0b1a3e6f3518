import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { BootMenu, BootMenuEntry, ImageDescription, IsoDescription } from '#domain/images/image-description.ts';
import type { LibraryImage } from '#domain/images/image-library.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatMoment } from '#renderer/ui/format.ts';
import { IntoView } from '#renderer/ui/into-view.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { Term } from '#renderer/ui/term.tsx';

interface ImageDetailsProps {
  readonly hostId: string;
  readonly image: LibraryImage;
  readonly onDelete: () => void;
}

/** What one ISO is, read from its sectors: its label, how it boots, and its boot menu as a person will meet it. */
export function ImageDetails({ hostId, image, onDelete }: ImageDetailsProps) {
  return (
    <Section title={image.name} aside={<Button onClick={onDelete}>Delete</Button>}>
      {image.problem === null ? (
        <LookInside hostId={hostId} image={image} />
      ) : (
        <Banner tone="broken" word="Cannot be used">
          {image.problem}
        </Banner>
      )}
    </Section>
  );
}

function LookInside({ hostId, image }: Pick<ImageDetailsProps, 'hostId' | 'image'>) {
  const { description, status, reload } = useDescription(hostId, image);
  if (description === null) {
    return status.kind === 'failed' ? (
      <ProblemView title="It could not be looked into" problem={status.problem} onRetry={reload} />
    ) : (
      <Loading what="Looking into it" rows={3} />
    );
  }
  return (
    <IntoView>
      <Description description={description} image={image} />
    </IntoView>
  );
}

interface DescriptionProps {
  readonly description: ImageDescription;
  readonly image: LibraryImage;
}

function Description({ description, image }: DescriptionProps) {
  const { content, problems, summary, path, sizeBytes } = description;
  const iso = content.kind === 'iso' ? content.iso : null;
  const rows: readonly FactRow[] = [
    { label: 'What it is', value: summary, isWords: true },
    { label: 'Path', value: path, copy: path },
    { label: 'Size', value: formatBytes(sizeBytes) },
    { label: 'Used by', value: image.usedBy.length === 0 ? 'nobody' : image.usedBy.join(', '), isWords: true },
    ...(iso === null ? [] : listIsoFacts(iso)),
  ];
  return (
    <>
      {problems.map((problem) => (
        <Banner key={problem} tone="attention" word="Note">
          {problem}
        </Banner>
      ))}
      <FactList rows={rows} />
      {iso?.menus.map((menu) => (
        <MenuView key={menu.path} menu={menu} />
      ))}
    </>
  );
}

function listIsoFacts({ publisher, createdEpochMs, application, boot }: IsoDescription): readonly FactRow[] {
  const ways = [...new Set(boot.filter(({ isBootable }) => isBootable).map(({ platform }) => platform.toUpperCase()))];
  return [
    ...(publisher === null ? [] : [{ label: 'Publisher', value: publisher, isWords: true }]),
    ...(application === null ? [] : [{ label: 'Made with', value: application, isWords: true }]),
    ...(createdEpochMs === null ? [] : [{ label: 'Made', value: formatMoment(createdEpochMs), isWords: true }]),
    { label: 'Boots by', value: ways.length === 0 ? 'nothing: it has no boot record' : ways.join(' and '), isWords: true },
  ];
}

function MenuView({ menu }: { readonly menu: BootMenu }) {
  const wait =
    menu.timeoutSeconds === null
      ? 'It waits until somebody chooses.'
      : `After ${menu.timeoutSeconds.toString()} s the marked entry starts by itself.`;
  return (
    <Section
      title={menu.title ?? `Boot menu of ${menu.loader === 'grub' ? 'GRUB' : 'ISOLINUX'}`}
      aside={<Term name="boot menu" />}
    >
      <Muted>{wait}</Muted>
      <DataTable
        label={`Boot menu ${menu.path}`}
        rows={menu.entries}
        keyOf={({ id, title }) => `${id} ${title}`}
        columns={[
          { id: 'default', title: 'Default', render: (entry) => <DefaultMark entry={entry} /> },
          { id: 'key', title: 'Key', isFact: true, render: ({ hotkey }) => hotkey?.toUpperCase() ?? '–' },
          { id: 'title', title: 'Entry', titleOf: ({ title }) => title, render: ({ title }) => title },
          { id: 'words', title: 'Words for the kernel', isFact: true, render: describeWords },
        ]}
      />
    </Section>
  );
}

function DefaultMark({ entry }: { readonly entry: BootMenuEntry }) {
  return entry.isDefault ? <StateMark tone={entry.isLocalBoot ? 'attention' : 'ok'} word="Default" /> : null;
}

function describeWords({ words, isLocalBoot }: BootMenuEntry): string {
  const text = words.join(' ');
  return isLocalBoot ? 'boots the disk' : text.length > 60 ? `${text.slice(0, 59)}…` : text || '–';
}

function useDescription(hostId: string, { path, modifiedEpochMs }: LibraryImage) {
  const { client } = useSession();
  const [attempt, setAttempt] = useState(0);
  const [description, setDescription] = useState<ImageDescription | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    client.images
      .describe({ hostId, path }, { signal: controller.signal })
      .then((answer) => {
        setDescription(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, path, modifiedEpochMs, attempt]);
  return { description, status, reload: () => setAttempt(attempt + 1) };
}
