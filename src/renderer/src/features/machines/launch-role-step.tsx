import { TextInput } from '@mantine/core';
import { roles } from '#domain/machines/machine-role.ts';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { Fields } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { toFieldMessages, type LaunchStepProps } from './launch-step-props.ts';

export function LaunchRoleStep({ hostId, draft, problems }: LaunchStepProps) {
  const store = useLaunchStore(hostId);
  const name = toFieldMessages(problems, 'name');
  return (
    <Sections isNarrow>
      <ChoiceList
        label="What shall the machine become?"
        value={draft.role}
        onChange={(role) => {
          store.getState().change({ role });
          void store.getState().propose(role);
        }}
        choices={roles.map(({ role, title, explanation, bootMenuHotkey }) => ({
          value: role,
          title,
          explanation: `${explanation} In the boot menu: ${bootMenuHotkey.toUpperCase()}.`,
        }))}
      />
      <Fields>
        <TextInput
          label="Name"
          description={name.warning ?? 'Names the machine, its folder on the host and, unless changed, its volume'}
          error={name.error}
          value={draft.name}
          spellCheck={false}
          onChange={(event) => store.getState().change({ name: event.currentTarget.value })}
        />
      </Fields>
    </Sections>
  );
}
