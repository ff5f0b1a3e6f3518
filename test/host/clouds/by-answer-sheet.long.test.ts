import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudProgress } from '#contract/clouds.ts';
import type { SheetEntry } from '#domain/recipes/build-answer-sheet.ts';
import { openClient, type Client } from '#support/open-client.ts';
import { openCloudHost, rootPassword, type CloudHost } from './open-cloud-host.ts';

/** Way 3: whoever sits at the console types what the sheet says. Everything here is slow but the test. */
const questionTimeoutMs = 300_000;
const installTimeoutMs = 1_500_000;

let lab: CloudHost;
let laptop: Client;

beforeAll(async () => {
  lab = await openCloudHost();
  laptop = await openClient(lab.host.running);
});
afterAll(async () => {
  await laptop.close();
  await lab.close();
});

const atBlue = () => ({ hostId: laptop.hostId, machine: 'blue' });

/** What the screen shows, without blank lines; empty where no text can be read. */
async function readScreen(): Promise<readonly string[]> {
  const { screen } = await laptop.app.consoles.read({ ...atBlue(), picture: false });
  return (screen.lines ?? []).map((line) => line.trim()).filter((line) => line !== '');
}

async function waitForScreen(what: string, isThere: (lines: readonly string[]) => boolean): Promise<void> {
  const endMs = performance.now() + questionTimeoutMs;
  let lines = await readScreen();
  while (!isThere(lines)) {
    if (performance.now() > endMs) {
      throw new Error(`The screen never showed ${what}, but: ${lines.join(' / ')}`);
    }
    await pause(300);
    lines = await readScreen();
  }
}

/** As the button beside an answer does. */
async function type(text: string, keys: readonly string[]): Promise<void> {
  let last = { count: 0, total: -1 };
  for await (const event of laptop.app.consoles.type({ ...atBlue(), layout: 'us', text, keys: [...keys] })) {
    last = event;
  }
  expect(last.count).toBe(last.total);
}

function toText({ answer }: SheetEntry): string {
  return answer.kind === 'type' ? answer.text : answer.kind === 'secret' ? rootPassword : '';
}

async function readProgress(): Promise<CloudProgress | null> {
  for await (const progress of laptop.app.clouds.progress({ hostId: laptop.hostId, cloud: 'blue' })) {
    return progress;
  }
  return null;
}

const isThere = async (command: string) => (await lab.host.type(`${command} || true`)) !== '';

// One story, in order: each step needs the one before it.
describe('a Cloud in a Box whose installer is answered by hand, from the answer sheet', () => {
  it(
    'boots its CD, and its menu is chosen by whoever is there',
    async () => {
      const lines = ['install: answer-sheet', 'machines:', '  - { role: ciab, diskGiB: 1 }'];
      const told = await lab.up(await lab.writeCloud('blue', lines));
      expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
      const entry = 'Install practice system with Eucalyptus Cloud-in-a-box';
      await waitForScreen(entry, (shown) => shown.some((line) => line.includes(entry)));
      await type('c', ['enter']);
    },
    2 * questionTimeoutMs,
  );

  it(
    'is asked what the sheet says, in its order, and takes each answer as it is typed',
    async () => {
      const sheet = await laptop.app.consoles.answers(atBlue());
      const entries = sheet.kind === 'sheet' ? sheet.entries.filter(({ phase }) => phase === 'installer') : [];
      expect(entries.length).toBeGreaterThan(20);
      for (const entry of entries) {
        await waitForScreen(entry.question, (lines) => lines.at(-1)?.startsWith(entry.question) === true);
        await type(toText(entry), entry.keys);
      }
    },
    installTimeoutMs,
  );

  it(
    'installs itself then, starts from its disk, and is ready',
    async () => {
      const ready = `tr -d '\\r' </var/lib/nutshell/machines/blue/serial.log | grep -x 'practice-system: ready'`;
      await expect.poll(() => isThere(ready), { timeout: installTimeoutMs, interval: 5_000 }).toBe(true);
      const progress = await readProgress();
      expect(progress?.machines[0]?.timeline.phases.at(-1)?.stage).toBe('ready');
      expect(await isThere(`grep -r -F -l ${rootPassword} /var/lib/nutshell`)).toBe(false);
    },
    installTimeoutMs,
  );
});
