import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeWithHost } from '#support/home-with-host.ts';
import { findFlaws, takePicture } from '#support/look-at-screens.ts';
import { openNutshellInBrowser, type NutshellInBrowser } from '#support/nutshell-in-browser.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { removeFolder } from '#support/remove-folder.ts';

// The host has one emulated CPU: how long something takes says nothing about Nutshell.
const patienceMs = 90_000;
const installMs = 900_000;

let host: TestHost;
let nutshell: NutshellInBrowser;
let page: Page;
let homeDirectory = '';
let hostId = '';

beforeAll(async () => {
  host = await openPracticeHost();
  const home = await makeHomeWithHost(host.running);
  ({ homeDirectory, hostId } = home);
  await home.nutshell('addresses', 'own', 'lab', '10.101.7.x', '172.30.0.0/20');
  const first = join(homeDirectory, 'blue.yaml');
  // Its installer waits for somebody at its menu, so it takes no time from the other.
  const lines = [
    'cloud: 1',
    'name: blue',
    'recipe: practice-cloud',
    'install: answer-sheet',
    'machines: [{ role: ciab, diskGiB: 1 }]',
  ];
  await writeFile(first, `${lines.join('\n')}\n`);
  await home.nutshell('up', first);
  nutshell = await openNutshellInBrowser({ homeDirectory });
  page = nutshell.page;
  page.setDefaultTimeout(patienceMs);
  await page.getByRole('treeitem', { name: /lab/ }).waitFor();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await page.screenshot({ path: `test-results/${task.name.replaceAll(/\W+/g, '-')}.png` });
  }
});
afterAll(async () => {
  await nutshell.close();
  await host.close();
  await removeFolder(homeDirectory);
});

const click = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();

/** Nothing is wrong with what is on the screen, in both themes. */
async function look(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findFlaws(page), `${name}, ${colorScheme}`).toEqual([]);
    await takePicture(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

// One story, in order: each step needs the one before it.
describe('a second cloud on a host, in the window', { timeout: 2 * installMs }, () => {
  it('is a Frontend and a node controller, which begins first', async () => {
    await page.evaluate((to) => window.location.assign(to), `#/hosts/${hostId}/clouds`);
    await click('New cloud');
    await page.getByRole('radio', { name: /^Practice cloud/ }).click();
    await click('Next: name and shape');
    await page.getByLabel('Name', { exact: true }).fill('green');
    await page.getByRole('radio', { name: /^Frontend and node controllers/ }).click();
    await page.getByText('Node Controller first, then Frontend').waitFor();
    await look('second-cloud-shape');
    await click('Next: installer ISO');
    await click('Next: sizes');
    await page.getByLabel(/^Disk of green-frontend in GiB$/).fill('1');
    await page.getByLabel(/^Disk of green-nc in GiB$/).fill('1');
    await click('Next: addresses');
  });

  it('is refused where its addresses are the first one’s, which is named, and then placed beside it', async () => {
    const publicAddresses = page.getByLabel(/^Public addresses/).first();
    await publicAddresses.fill('10.101.7.40-10.101.7.50');
    await page
      .getByText(/the public addresses of cloud blue, claimed by/)
      .first()
      .waitFor();
    await look('second-cloud-overlap');
    await publicAddresses.fill('');
    await expect
      .poll(() => page.getByLabel('IP address of green-frontend').getAttribute('placeholder'), { timeout: patienceMs })
      .toMatch(/^10\.101\.7\./);
    await expect.poll(() => page.getByText(/the public addresses of cloud blue, claimed by/).count()).toBe(0);
  });

  it('is brought up, and leads to its page, where its installs are drawn', async () => {
    await click('Next: review');
    await page.getByText('as one operation').waitFor();
    await page.getByLabel('Password of root', { exact: true }).fill('practice-password');
    await click('Bring green up');
    await page.getByRole('heading', { name: 'Launch cloud green', level: 1 }).waitFor();
    await click('Show how green comes along');
    await page.getByRole('heading', { name: 'green', level: 1 }).waitFor();
    await page.getByText('Packages', { exact: true }).nth(2).waitFor({ timeout: installMs });
    await look('second-cloud-installing');
  });

  it('is ready in the end, both machines, and the first one is untouched', async () => {
    await page
      .getByText('Ready', { exact: true })
      .nth(3)
      .waitFor({ timeout: 2 * installMs });
    await look('second-cloud');
    expect(await host.type('ls /var/lib/nutshell/machines')).toBe('blue\ngreen-frontend\ngreen-nc');
  });

  it('never made the window complain on its console', () => {
    expect(nutshell.complaints).toEqual([]);
  });
});
