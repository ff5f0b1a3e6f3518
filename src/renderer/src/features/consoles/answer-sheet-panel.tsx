import { PasswordInput, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { MachineAnswers } from '#contract/consoles.ts';
import { isLayoutId, layoutIds } from '#domain/keyboard/keyboard-layout.ts';
import { layouts } from '#domain/keyboard/layouts.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { AnswerGroup, AnswerHead } from '#renderer/ui/answer-list.tsx';
import { AnswerEntry } from './answer-entry.tsx';
import { phaseTitles } from './answer-words.ts';
import { createTyping, type Typing } from './create-typing.ts';
import { groupEntries } from './group-entries.ts';

type Sheet = Extract<MachineAnswers, { readonly kind: 'sheet' }>;

interface AnswerSheetPanelProps {
  readonly hostId: string;
  readonly machine: string;
  readonly sheet: Sheet;
}

/** The exact answers, in the installer's own order and words, each to be copied or typed. */
export function AnswerSheetPanel({ hostId, machine, sheet }: AnswerSheetPanelProps) {
  const { client, settings } = useSession();
  const layout = useStore(settings, (each) => each.settings.keyboardLayout);
  const [password, setPassword] = useState('');
  const typing = useTyping(client, hostId, machine);
  const hasSecret = sheet.entries.some(({ answer }) => answer.kind === 'secret');
  return (
    <>
      <AnswerHead title="Answers" lead={`${sheet.recipeTitle}, ${sheet.roleTitle}, for ${machine} of cloud ${sheet.cloud}.`}>
        <Select
          label="Keyboard layout"
          description="The one that the machine’s own system has set"
          data={layoutIds.map((id) => ({ value: id, label: layouts[id].title }))}
          value={layout}
          allowDeselect={false}
          onChange={(value) => {
            if (value !== null && isLayoutId(value)) {
              void settings.getState().change({ keyboardLayout: value });
            }
          }}
        />
        {hasSecret && (
          <PasswordInput
            label="Root password"
            description="To be typed from here; it is kept nowhere"
            value={password}
            autoComplete="off"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </AnswerHead>
      {groupEntries(sheet.entries).map(({ phase, screen, entries, isNewPhase }) => (
        <AnswerGroup
          key={entries[0]?.index}
          title={isNewPhase && phase !== 'installer' ? `${phaseTitles[phase]}: ${screen}` : screen}
        >
          {entries.map(({ entry, index }) => (
            <AnswerEntry key={index} {...{ entry, index, typing, layout, password }} />
          ))}
        </AnswerGroup>
      ))}
    </>
  );
}

/** What is typed when the page is left stops there: nobody would see where it goes. */
function useTyping(client: Parameters<typeof createTyping>[0], hostId: string, machine: string): Typing {
  const [typing] = useState(() => createTyping(client, hostId, machine));
  useEffect(() => () => typing.stop(), [typing]);
  return typing;
}
