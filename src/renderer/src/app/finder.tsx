import { Spotlight } from '@mantine/spotlight';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '#renderer/session/session-context.tsx';
import classes from '#renderer/ui/finder.module.css';
import { listActions, type Action } from './actions.ts';

const groups = ['Places', 'Do', 'Window'] as const;

/** Ctrl or Cmd + K: finds every place and does everything. */
export function Finder() {
  const session = useSession();
  const [query, setQuery] = useState('');
  // The list is made from these stores: looked at here so that it is made anew when they change.
  useStore(session.hosts);
  useStore(session.readings);
  useStore(session.settings);
  const found = filterActions(listActions(session), query);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      scrollable
      attributes={{ content: { 'aria-label': 'Find a place or do something' } }}
      maxHeight={420}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{
        content: classes.content,
        search: classes.search,
        action: classes.action,
        actionBody: classes.actionBody,
        actionDescription: classes.actionDescription,
        actionsGroup: classes.group,
      }}
    >
      <Spotlight.Search placeholder="Find a place or do something" aria-label="Find a place or do something" />
      <Spotlight.ActionsList>
        {found.length === 0 && <Spotlight.Empty>Nothing matches. Try the name of a host or a machine.</Spotlight.Empty>}
        {groups.map((group) => {
          const own = found.filter((action) => action.group === group);
          return own.length === 0 ? null : (
            <Spotlight.ActionsGroup key={group} label={group}>
              {own.map((action) => (
                <Spotlight.Action
                  key={action.id}
                  label={action.label}
                  description={action.description}
                  onClick={() => action.run()}
                />
              ))}
            </Spotlight.ActionsGroup>
          );
        })}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

const shownPerGroup = 12;

/** Those that hold every typed word, in any order; a few of each group, so that every group can be seen. */
export function filterActions(actions: readonly Action[], query: string): readonly Action[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = actions.filter(({ label, description }) => {
    const text = `${label} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return groups.flatMap((group) => matching.filter((action) => action.group === group).slice(0, shownPerGroup));
}
