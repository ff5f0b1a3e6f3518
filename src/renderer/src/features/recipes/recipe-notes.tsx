import { Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** What else is to be known. */
export function RecipeNotes({ notes }: { readonly notes: readonly string[] }) {
  return notes.length === 0 ? null : (
    <Section title="To be known">
      {notes.map((note) => (
        <Muted key={note}>{note}</Muted>
      ))}
    </Section>
  );
}
