import { listLeftovers } from '#domain/activity/operation.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** What was undone, and what could not be and is still on the host. */
export function OperationLeftovers({ operation }: { readonly operation: Operation }) {
  const leftovers = listLeftovers(operation.outcome);
  const undone = operation.steps.filter(({ state }) => state === 'undone');
  return (
    <Section title="What is left on the host">
      {undone.length > 0 && <Muted>Undone: {undone.map(({ title }) => title).join('; ')}.</Muted>}
      {leftovers.length === 0 ? (
        <Muted>Nothing was left behind.</Muted>
      ) : (
        <FactList
          rows={leftovers.map((leftover, index) => ({
            label: `Left ${(index + 1).toString()}`,
            value: leftover,
            copy: leftover,
          }))}
        />
      )}
    </Section>
  );
}
