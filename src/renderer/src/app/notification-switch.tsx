import { ActionIcon, Button, Popover, Switch } from '@mantine/core';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { NotifierPermission } from '#renderer/lib/desktop-notifier.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';

/** Whether the desktop shows what a person should not miss, and whether it can. */
export function NotificationSwitch() {
  const { settings, alerts } = useSession();
  const isWanted = useStore(settings, (state) => state.settings.notifications);
  const shell = useStore(settings, (state) => state.about?.shell ?? null);
  const permission = useStore(alerts, (state) => state.permission);
  const canShow = shell === 'electron' || permission === 'granted';
  const Icon = isWanted && canShow ? IconBell : IconBellOff;
  return (
    <Popover position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label="Notifications">
          <Icon size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Notifications">
        <Stacked>
          <Switch
            label="Notify me on the desktop"
            description="When an install needs you or stands still, and when one is done or has failed"
            checked={isWanted}
            onChange={(event) => void settings.getState().change({ notifications: event.currentTarget.checked })}
          />
          {isWanted && (canShow ? <TryOne /> : <Permission permission={permission} />)}
        </Stacked>
      </Popover.Dropdown>
    </Popover>
  );
}

function TryOne() {
  const { alerts } = useSession();
  const problem = useStore(alerts, (state) => state.problem);
  return (
    <>
      {problem !== null && <ProblemView title="None could be shown" problem={problem} />}
      <FormActions>
        <Button onClick={() => void alerts.getState().tryOne()}>Show one now</Button>
      </FormActions>
    </>
  );
}

const obstacles: Readonly<Record<Exclude<NotifierPermission, 'granted' | 'unasked'>, string>> = {
  denied: 'The browser shows none of this page. Allow notifications for it in the browser’s settings for this page.',
  unsupported: 'This browser has no notifications. The desktop application has.',
};

function Permission({ permission }: { readonly permission: NotifierPermission }) {
  const { alerts } = useSession();
  if (permission === 'denied' || permission === 'unsupported') {
    return <Muted>{obstacles[permission]}</Muted>;
  }
  return (
    <>
      <Muted>The browser asks you first, once. They come as long as this tab is open, also behind other windows.</Muted>
      <FormActions>
        <Button variant="light" onClick={() => void alerts.getState().ask()}>
          Allow notifications
        </Button>
      </FormActions>
    </>
  );
}
