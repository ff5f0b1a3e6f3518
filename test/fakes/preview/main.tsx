import '#renderer/ui/theme/styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app/app.tsx';
import { createFakeAppClient } from '../window/create-fake-app-client.ts';
import { createFakeScreen, drawBootMenu } from '../window/create-fake-screen.ts';
import { createFakeTerminalChannel } from '../window/create-fake-terminal.ts';
import { scenarios, type ScenarioName } from '../window/scenarios.ts';

/** The real window over a fake back end: `?scenario=healthy#/hosts/kvm1/overview`. */
const name = (new URLSearchParams(window.location.search).get('scenario') ?? 'healthy') as ScenarioName;
const backend = {
  client: createFakeAppClient(scenarios[name]).client,
  openConsoleChannel: () => createFakeScreen(drawBootMenu()),
  openTerminalChannel: createFakeTerminalChannel,
  openUploadChannel: () => ({ send: () => Promise.resolve(), close: () => undefined }),
  onLost: () => () => undefined,
  onRestored: () => () => undefined,
};
const place = document.getElementById('root');
if (place) {
  createRoot(place).render(<App backend={backend} styleNonce="" />);
}
