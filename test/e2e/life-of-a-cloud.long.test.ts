import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeWithHost } from '#support/home-with-host.ts';
import { findFlaws, takePicture } from '#support/look-at-screens.ts';
import { openNutshellInBrowser, type NutshellInBrowser } from '#support/nutshell-in-browser.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { removeFolder } from '#support/remove-folder.ts';

// The host has one emulated CPU, and the cloud's machine is emulated on it: how long something takes says nothing about Nutshell.
const patienceMs = 90_000;
const installMs = 900_000;

let host: TestHost;
let nutshell: NutshellInBrowser;
let page: Page;
let homeDirectory = '';
let hostId = '';

beforeAll(async () => {
  host = await openPracticeHost();
  ({ homeDirectory, hostId } = await makeHomeWithHost(host.running));
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

const open = (place: string) => page.evaluate((to) => window.location.assign(to), `#/hosts/${hostId}/${place}`);
const click = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();

/** Nothing is wrong with what is on the screen; `npm run screenshots` keeps it in both themes. */
async function look(name: string): Promise<void> {
  expect(await findFlaws(page), name).toEqual([]);
  await takePicture(page, `${name}-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findFlaws(page), `${name}, dark`).toEqual([]);
  await takePicture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

// One story, in order: each step needs the one before it.
describe('the life of a cloud, in the window', { timeout: 2 * installMs }, () => {
  it('is put together step by step, each with what fits the host, and nothing changes before the end', async () => {
    await open('clouds');
    await click('New cloud');
    await page.getByRole('radio', { name: /^Practice cloud/ }).click();
    await page.getByText('practice-installer.iso is for it').waitFor();
    await look('new-cloud-recipe');
    await click('Next: name and shape');
    await page.getByLabel('Name', { exact: true }).fill('blue');
    await page.getByRole('radio', { name: /^Cloud in a Box/ }).click();
    await look('new-cloud-shape');
    await click('Next: installer ISO');
    await page.getByText('practice-installer.iso is for Practice cloud').waitFor();
    await look('new-cloud-iso');
    await click('Next: sizes');
    await page.getByLabel(/^Disk of .* in GiB$/).fill('1');
    await page.getByText('What is grey').waitFor();
    await look('new-cloud-sizes');
    await click('Next: addresses');
    await click('Enter what you own');
    await page.getByLabel('Addresses that are yours').fill('10.101.7.128/26\n172.20.0.0/20');
    await click('Remember what I own');
    await expect
      .poll(() => page.getByLabel('IP address of blue').getAttribute('placeholder'), { timeout: patienceMs })
      .toMatch(/^10\.101\.7\./);
    await look('new-cloud-addresses');
    await click('Next: review');
    await page.getByText('as one operation').waitFor();
    await page.getByLabel('Password of root', { exact: true }).fill('practice-password');
    await click('Ask who answers');
    await page.getByText('Nobody on br0 answered').waitFor();
    await look('new-cloud-review');
    expect(await host.type('lvs --noheadings vg01; ls -A /var/lib/nutshell/machines 2>/dev/null || true')).toBe('');
  });

  it('installs itself, stage by stage, and says when it is ready', async () => {
    await click('Bring blue up');
    await page.getByRole('heading', { name: 'Launch cloud blue', level: 1 }).waitFor();
    await page.getByText('Wait until blue is installed').first().waitFor();
    await look('cloud-operation');
    await click('Show how blue comes along');
    await page.getByRole('heading', { name: 'blue', level: 1 }).waitFor();
    // Each word stands at its stage from the beginning, and once more as the state while it is the one.
    await page.getByText('Packages', { exact: true }).nth(1).waitFor({ timeout: installMs });
    await look('cloud-installing');
    await page.getByText('Ready', { exact: true }).nth(1).waitFor({ timeout: installMs });
    expect(await host.type('ls -A /run/nutshell/secrets')).toBe('');
    expect(await host.type('cat /var/lib/nutshell/machines/blue/machine.json')).not.toContain('ks=');
  });

  it('lets in who knows the password, and gives what it is spoken to with', async () => {
    await expect
      .poll(
        async () => {
          await click('Ask again');
          return page.getByText('4 of 4 are up').isVisible();
        },
        { timeout: installMs, interval: 10_000 },
      )
      .toBe(true);
    await look('cloud');
    await click('Fetch credentials');
    await click('Trust this key and connect');
    await page.getByLabel(/^Password of root@/).fill('practice-password');
    await click('Log in');
    await page.getByRole('button', { name: 'Forget credentials' }).waitFor();
    await page.getByRole('img', { name: 'Hidden' }).waitFor();
    await page.getByRole('button', { name: 'Forget credentials' }).scrollIntoViewIfNeeded();
    await look('credentials');
  });

  it('tells by its own API what is in it', async () => {
    await click('Instances & images');
    await page.getByText('Nothing runs in this cloud').waitFor();
    await page.getByRole('tab', { name: 'Images' }).click();
    await page.getByText(/^emi-/).first().waitFor();
    await look('ec2');
    await click('Back to the cloud');
  });

  it('is verified, from its services to a login in an instance that the test starts', async () => {
    await click('Verify');
    await click('Verify the cloud');
    await page.getByLabel(/^Password of root@/).fill('practice-password');
    await click('Log in');
    await page.getByRole('heading', { name: 'Report' }).waitFor({ timeout: installMs });
    await look('verify');
    await page.getByText('passed', { exact: true }).first().waitFor();
    expect(await page.getByText('failed', { exact: true }).count()).toBe(0);
    await click('Back to the cloud');
  });

  it('is sent packets, and shows at which device each was seen', async () => {
    await open('machines/blue/path');
    await page.getByText('Trace', { exact: true }).click();
    await page.getByLabel('Probes start at').first().click();
    await page.getByRole('option', { name: 'the host' }).click();
    await click('Send probes');
    await page.getByText('Came through').first().waitFor();
    await page.getByRole('row', { name: /tap0/ }).waitFor();
    await look('trace');
  });

  it('has its packets listened to, at every device at once', async () => {
    await page.getByText('Capture', { exact: true }).click();
    await page.getByLabel('Only packets that are').fill('icmp');
    await click('Start capture');
    await page
      .getByText(/No packet yet/)
      .first()
      .waitFor();
    const address = /10\.101\.7\.\d+/.exec(await host.type('cat /var/lib/nutshell/machines/blue/machine.json'))?.[0] ?? '';
    await host.type(`ping -c 3 ${address}`);
    await page.getByText(/ICMP/).first().waitFor();
    await look('capture');
    await click('Stop capture');
  });

  it('is broken on purpose for a while, and put back by the host', async () => {
    await page.getByText('Diagram', { exact: true }).click();
    await click('Break it …');
    await page.getByLabel('For how many seconds').fill('20');
    await page.getByRole('button', { name: 'Delay packets at tap0 by 200 ms, for 20 s' }).waitFor();
    await look('break-it');
    await click('Delay packets at tap0 by 200 ms, for 20 s');
    const queue = () => host.type('tc qdisc show dev tap0 root');
    await expect.poll(queue, { timeout: patienceMs }).toContain('netem');
    await expect.poll(queue, { timeout: patienceMs }).not.toContain('netem');
    await page.getByRole('main').getByText('Succeeded').first().waitFor();
  });

  it('is a line on the map of the whole host', async () => {
    await open('network');
    await page.getByText('blue').first().waitFor();
    await look('host-network');
  });

  it('is taken down after its name was typed; its addresses are free again', async () => {
    await open('clouds/blue');
    await click('Take down …');
    await page.getByLabel('Type blue to go on').fill('blue');
    await look('take-down');
    await click('Take blue down');
    await expect.poll(() => host.type('ls -A /var/lib/nutshell/machines'), { timeout: patienceMs, interval: 2_000 }).toBe('');
    await expect.poll(() => host.type('ls -A /var/lib/nutshell/addresses'), { timeout: patienceMs, interval: 2_000 }).toBe('');
    await open('clouds');
    await page.getByText('No cloud here yet').waitFor();
  });

  it('never made the window complain on its console', () => {
    expect(nutshell.complaints).toEqual([]);
  });
});
