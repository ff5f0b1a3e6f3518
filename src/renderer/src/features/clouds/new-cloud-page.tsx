import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { Sections } from '#renderer/ui/page.tsx';

/** How a cloud is brought up from its file. */
export function NewCloudPage({ hostId }: { readonly hostId: string }) {
  return (
    <Sections isNarrow>
      <EmptyState title="From a cloud file">
        A cloud file says what the cloud is: a name and a recipe are enough, all else is proposed. Bring it up with the command
        line.
      </EmptyState>
      <CommandBlock label="Command" command={`nutshell up cloud.yaml --on ${hostId}`} />
    </Sections>
  );
}
