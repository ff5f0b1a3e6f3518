import type { Readiness, ReadinessLevel, ReadinessLine } from '#domain/hosts/readiness.ts';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { CheckList } from '#renderer/ui/check-list.tsx';
import { KeyNotes } from '#renderer/ui/key-notes.tsx';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

const tones: Readonly<Record<ReadinessLevel, Tone>> = { ok: 'ok', warning: 'attention', missing: 'broken', unknown: 'unknown' };
const words: Readonly<Record<ReadinessLevel, string>> = { ok: 'OK', warning: 'Warning', missing: 'Missing', unknown: 'Unknown' };

export function toReadinessTone(level: ReadinessLevel): Tone {
  return tones[level];
}

/** "3 of 14 need attention", in words that fit beside a heading. */
export function summariseReadiness({ lines }: Readiness): string {
  const bad = lines.filter(({ level }) => level !== 'ok').length;
  return bad === 0 ? `all ${lines.length.toString()} fine` : `${bad.toString()} of ${lines.length.toString()} need attention`;
}

/** What must be right on a host before a cloud can run on it. What is wrong stands first and open. */
export function ReadinessList({ readiness }: { readonly readiness: Readiness }) {
  const order: readonly ReadinessLevel[] = ['missing', 'warning', 'unknown', 'ok'];
  const lines = [...readiness.lines].sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  return (
    <CheckList
      label="Readiness"
      rows={lines.map((line) => ({
        id: line.id,
        tone: tones[line.level],
        word: words[line.level],
        title: line.title,
        found: line.found,
        remedy: line.remedy,
        details: <LineDetails line={line} />,
      }))}
    />
  );
}

function LineDetails({ line }: { readonly line: ReadinessLine }) {
  return (
    <>
      <KeyNotes
        label={`About ${line.title}`}
        notes={[
          { key: 'Why it matters', text: line.why },
          ...(line.remedy === null ? [] : [{ key: 'What to do', text: line.remedy }]),
        ]}
      />
      <CommandBlock label="Command that found it" command={line.command} />
    </>
  );
}
