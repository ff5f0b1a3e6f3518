import type { AppClient } from '#contract/api.ts';
import type { DesktopNotifier } from '#renderer/lib/desktop-notifier.ts';
import { createAlertsStore } from './create-alerts-store.ts';
import { createCommandsStore } from './create-commands-store.ts';
import { createHostsStore } from './create-hosts-store.ts';
import { createInspectorStore } from './create-inspector-store.ts';
import { createLocationStore, type AddressBar } from './create-location-store.ts';
import { createOperationsStore } from './create-operations-store.ts';
import { createPracticeStore } from './create-practice-store.ts';
import { createReadingsStore } from './create-readings-store.ts';
import { createSettingsStore } from './create-settings-store.ts';
import { createTunnelsStore } from './create-tunnels-store.ts';
import { createTerminalTabsStore } from './create-terminal-tabs-store.ts';
import { createUploadsStore, type UploadSender } from './create-uploads-store.ts';

/** What a session stands on; a test or a preview hands in its own. */
export interface SessionDependencies {
  readonly client: AppClient;
  readonly addressBar: AddressBar;
  readonly clock: () => number;
  /** The way of an uploaded file to the back end. */
  readonly openUpload: (ticket: string) => UploadSender;
  readonly notifier: DesktopNotifier;
}

/** Everything the window knows, made once and handed down: one small store per noun. */
export function createSession({ client, addressBar, clock, openUpload, notifier }: SessionDependencies) {
  return {
    client,
    notifier,
    alerts: createAlertsStore(client, notifier),
    hosts: createHostsStore(client),
    readings: createReadingsStore(client),
    operations: createOperationsStore(client),
    commands: createCommandsStore(client),
    settings: createSettingsStore(client),
    practice: createPracticeStore(client, clock),
    terminalTabs: createTerminalTabsStore(),
    tunnels: createTunnelsStore(client),
    uploads: createUploadsStore({ client, openUpload, clock }),
    inspector: createInspectorStore(),
    location: createLocationStore(addressBar, { kind: 'welcome' }),
  };
}

export type Session = ReturnType<typeof createSession>;
