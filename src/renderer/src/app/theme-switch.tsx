import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ColorScheme } from '#domain/settings/settings.ts';
import { useSession } from '#renderer/session/session-context.tsx';

const schemes: readonly { readonly value: ColorScheme; readonly label: string; readonly Icon: typeof IconSun }[] = [
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'system', label: 'As the system has it', Icon: IconDeviceDesktop },
];

export function ThemeSwitch() {
  const { settings } = useSession();
  const chosen = useStore(settings, (state) => state.settings.colorScheme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    setColorScheme(chosen === 'system' ? 'auto' : chosen);
  }, [chosen, setColorScheme]);
  const Current = schemes.find(({ value }) => value === chosen)?.Icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="Appearance">
          <Current size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={14} aria-hidden />}
            rightSection={value === chosen && <IconCheck size={14} aria-label="chosen" />}
            onClick={() => void settings.getState().change({ colorScheme: value })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
