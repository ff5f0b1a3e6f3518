import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { createWizardStores } from '#renderer/features/clouds/wizard/create-wizard-store.ts';
import { CloudWizardProvider } from '#renderer/features/clouds/wizard/wizard-context.tsx';
import { createConsoles, type Consoles } from '#renderer/features/consoles/create-consoles.ts';
import { ConsolesProvider } from '#renderer/features/consoles/consoles-context.tsx';
import { loadRfb } from '#renderer/features/consoles/load-rfb.ts';
import { createLaunchStores } from '#renderer/features/machines/create-launch-store.ts';
import { LaunchProvider } from '#renderer/features/machines/launch-context.tsx';
import { createTerminals } from '#renderer/features/terminals/create-terminals.ts';
import { loadXterm } from '#renderer/features/terminals/load-xterm.ts';
import { TerminalsProvider } from '#renderer/features/terminals/terminals-context.tsx';
import { createDesktopNotifier } from '#renderer/lib/desktop-notifier.ts';
import { createWindowAddressBar } from '#renderer/session/create-location-store.ts';
import type { ReadingsState } from '#renderer/session/create-readings-store.ts';
import { createSession } from '#renderer/session/create-session.ts';
import { runSession } from '#renderer/session/run-session.ts';
import { SessionProvider } from '#renderer/session/session-context.tsx';
import { Overlays } from '#renderer/ui/overlays.tsx';
import { resolveVariables, theme } from '#renderer/ui/theme/theme.ts';
import type { Backend } from './backend.ts';
import { Finder } from './finder.tsx';
import { WindowFrame } from './window-frame.tsx';

interface AppProps {
  readonly backend: Backend;
  /** For style elements that are written at run time, under a Content-Security-Policy that forbids all others. */
  readonly styleNonce: string;
}

/** The whole window over one back end. */
export function App({ backend, styleNonce }: AppProps) {
  const [{ session, consoles, terminals, launches, cloudWizards }] = useState(() => createWindowState(backend, styleNonce));
  useEffect(() => {
    const stop = runSession(session, document);
    const stopReading = session.readings.subscribe(({ byHost }) => closeEndedConsoles(consoles, byHost));
    const stopTabs = session.terminalTabs.subscribe((tabs) => terminals.closeOthers(tabs));
    return () => {
      stop();
      stopReading();
      stopTabs();
      terminals.closeAll();
      consoles.closeAll();
    };
  }, [session, consoles, terminals]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <SessionProvider session={session}>
        <ConsolesProvider consoles={consoles}>
          <TerminalsProvider terminals={terminals}>
            <LaunchProvider stores={launches}>
              <CloudWizardProvider stores={cloudWizards}>
                <WindowFrame backend={backend} />
                <Overlays />
                <Finder />
                <Notifications position="bottom-right" limit={4} />
              </CloudWizardProvider>
            </LaunchProvider>
          </TerminalsProvider>
        </ConsolesProvider>
      </SessionProvider>
    </MantineProvider>
  );
}

function closeEndedConsoles(consoles: Consoles, byHost: ReadingsState['byHost']): void {
  for (const [hostId, { reading }] of Object.entries(byHost)) {
    const running = reading?.machines.filter(({ state }) => state.kind === 'running');
    if (running) {
      consoles.closeEnded(hostId, new Set(running.map(({ name }) => name)));
    }
  }
}

function createWindowState({ client, openConsoleChannel, openTerminalChannel, openUploadChannel }: Backend, styleNonce: string) {
  return {
    session: createSession({
      client,
      addressBar: createWindowAddressBar(),
      clock: () => Date.now(),
      openUpload: openUploadChannel,
      notifier: createDesktopNotifier(window),
    }),
    launches: createLaunchStores(client),
    cloudWizards: createWizardStores(client),
    terminals: createTerminals({
      ...{ client, styleNonce, loadXterm },
      openChannel: openTerminalChannel,
      createElement: () => document.createElement('div'),
      // A browser that forbids it still copies with its own keys.
      copy: (text) => void (text !== '' && navigator.clipboard.writeText(text).catch(() => undefined)),
    }),
    consoles: createConsoles({
      client,
      openChannel: openConsoleChannel,
      loadRfb,
      createScreen: () => document.createElement('div'),
      clock: () => Date.now(),
    }),
  };
}
