import { Button, Menu, SegmentedControl } from '@mantine/core';
import { useFullscreenElement } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Machine } from '#domain/machines/machine.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Beside } from '#renderer/ui/beside.tsx';
import { ConsoleFrame } from '#renderer/ui/console-frame.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { Toolbar } from '#renderer/ui/toolbar.tsx';
import { AnswersButton, showAnswers } from './answers-side.tsx';
import { ConsoleNotice } from './console-notice.tsx';
import { describeConsoleState } from './console-words.ts';
import { useConsole } from './consoles-context.tsx';
import { keyCombinations } from './key-combinations.ts';
import { savePicture } from './save-picture.ts';
import { useMachineAnswers } from './use-machine-answers.ts';

interface ConsoleViewProps {
  readonly hostId: string;
  readonly machine: Machine;
}

/** The machine's screen, or why there is none. */
export function ConsoleView({ hostId, machine }: ConsoleViewProps) {
  if (machine.state.kind === 'stopped') {
    return (
      <PaddedScroll label="Console">
        <EmptyState title="The machine is stopped">Its screen would be here while it runs.</EmptyState>
      </PaddedScroll>
    );
  }
  if (machine.console.kind === 'none') {
    return (
      <PaddedScroll label="Console">
        <EmptyState title="This machine has no screen to show">{machine.console.reason}</EmptyState>
      </PaddedScroll>
    );
  }
  return <OpenConsole hostId={hostId} name={machine.name} />;
}

function OpenConsole({ hostId, name }: { readonly hostId: string; readonly name: string }) {
  const { settings } = useSession();
  const view = useConsole(hostId, name);
  const state = useStore(view.store, (each) => each.state);
  const scaling = useStore(settings, (each) => each.settings.console.scaling);
  const { ref, toggle, fullscreen } = useFullscreenElement<HTMLDivElement>();
  const [hasFocus, setFocus] = useState(false);
  const [hasAnswers, setHasAnswers] = useState(true);
  const answers = useMachineAnswers(hostId, name);
  const { tone, word } = describeConsoleState(state);
  const isConnected = state.kind === 'connected';

  useEffect(() => {
    if (view.store.getState().state.kind === 'closed') {
      void view.open();
    }
  }, [view]);
  useEffect(() => {
    view.setScaling(scaling);
  }, [view, scaling]);

  return (
    <>
      <Toolbar
        label="Console"
        start={
          <>
            <StateMark tone={tone} word={word} />
            <Menu>
              <Menu.Target>
                <Button disabled={!isConnected}>Send keys</Button>
              </Menu.Target>
              <Menu.Dropdown>
                {keyCombinations.map(({ title, keys }) => (
                  <Menu.Item key={title} onClick={() => view.press(keys)}>
                    {title}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <SegmentedControl
              aria-label="Size of the screen"
              value={scaling}
              onChange={(value) =>
                void settings.getState().change({ console: { scaling: value === 'actual' ? 'actual' : 'fit' } })
              }
              data={[
                { value: 'fit', label: 'Fit' },
                { value: 'actual', label: 'Actual size' },
              ]}
            />
          </>
        }
        end={
          <>
            <AnswersButton answers={answers} isOpen={hasAnswers} onToggle={() => setHasAnswers(!hasAnswers)} />
            <Button disabled={!isConnected} onClick={() => void view.takePicture().then((picture) => savePicture(picture, name))}>
              Save picture
            </Button>
            <Button onClick={() => void toggle()}>{fullscreen ? 'Leave fullscreen' : 'Fullscreen'}</Button>
            <Button onClick={() => void view.open()}>Reconnect</Button>
          </>
        }
      />
      <Beside sideLabel="Answers" side={hasAnswers ? showAnswers({ hostId, machine: name, answers }) : null}>
        <ConsoleFrame
          label={`Screen of ${name}`}
          frameRef={ref}
          screen={view.screen}
          isActualSize={scaling === 'actual'}
          isFocused={hasFocus}
          onFocusChange={setFocus}
          onRelease={view.blur}
          notice={
            isConnected ? null : <ConsoleNotice hostId={hostId} machine={name} state={state} onOpen={() => void view.open()} />
          }
          hint={
            hasFocus
              ? 'Keys go to the machine. Press Ctrl + Shift + Escape to release them.'
              : 'Click into the screen, or press Enter on it, to type into the machine.'
          }
        />
      </Beside>
    </>
  );
}
