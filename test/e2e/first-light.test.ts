import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFlaws, takePicture } from '#support/look-at-screens.ts';
import { openNutshellInBrowser, type NutshellInBrowser } from '#support/nutshell-in-browser.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { countLitPixels } from '#support/read-console.ts';

// The host has one emulated CPU; how long something takes there says nothing about Nutshell.
const patienceMs = 480_000;
const isForPictures = process.env['NUTSHELL_SCREENSHOTS'] !== undefined;

/** Every place of the window that needs no further click, by the name of its picture. `HOST` stands for the host's id. */
const places: Readonly<Record<string, { readonly hash: string; readonly shows: string | RegExp }>> = {
  practice: { hash: '#/practice', shows: 'Practice host' },
  recipes: { hash: '#/recipes', shows: 'Eucalyptus FastStart 3' },
  recipe: { hash: '#/recipes/eucalyptus-faststart-3/overview', shows: 'Eucalyptus FastStart 3' },
  'recipe-install': { hash: '#/recipes/eucalyptus-faststart-3/install', shows: 'Ways to install, the best first' },
  'add-host': { hash: '#/hosts/add', shows: 'Log in with' },
  'edit-host': { hash: '#/hosts/HOST/edit', shows: 'Log in with' },
  host: { hash: '#/hosts/HOST/overview', shows: 'Nested virtualisation' },
  machines: { hash: '#/hosts/HOST/machines', shows: 'vg01' },
  clouds: { hash: '#/hosts/HOST/clouds', shows: 'No cloud here yet' },
  'host-addresses': { hash: '#/hosts/HOST/addresses', shows: '10.101.7.128/26' },
  images: { hash: '#/hosts/HOST/images', shows: 'practice-installer.iso' },
  checkpoints: { hash: '#/hosts/HOST/checkpoints', shows: 'No checkpoint yet' },
  'new-checkpoint': { hash: '#/hosts/HOST/checkpoints/new', shows: 'RAM' },
  'edit-machine': { hash: '#/hosts/HOST/machines/ciab/edit', shows: 'From its next start on' },
  activity: { hash: '#/hosts/HOST/activity', shows: 'Launch ciab' },
  launch: { hash: '#/hosts/HOST/launch', shows: 'What shall the machine become?' },
  machine: { hash: '#/hosts/HOST/machines/ciab/overview', shows: '-boot' },
  path: { hash: '#/hosts/HOST/machines/ciab/path', shows: /^(Healthy|Unclear)$/ },
  addresses: { hash: '#/hosts/HOST/machines/ciab/addresses', shows: '10.101.7.2' },
  'console-booting': { hash: '#/hosts/HOST/machines/ciab/console', shows: /^Connected$/ },
  destroy: { hash: '#/hosts/HOST/machines/ciab/destroy', shows: 'Type ciab to go on' },
};

describe('first light: from "add host" to a key typed into the installer', () => {
  let host: TestHost;
  let nutshell: NutshellInBrowser;
  let page: Page;

  beforeAll(async () => {
    [host, nutshell] = await Promise.all([openPracticeHost(), openNutshellInBrowser()]);
    page = nutshell.page;
    page.setDefaultTimeout(patienceMs);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await page.screenshot({ path: `test-results/${task.name.replaceAll(/\W+/g, '-')}.png` });
    }
  });
  afterAll(async () => {
    await nutshell.close();
    await host.close();
  });

  it('begins with two doors', async () => {
    await page.getByRole('button', { name: 'Connect to a KVM host' }).waitFor();
    await page.getByRole('button', { name: 'Boot a practice host' }).waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await takePicture(page, 'welcome-light');
  });

  it('adds a host and asks about the very fingerprint that the host itself shows', async () => {
    const login = host.running.users.find(({ name }) => name === 'root')?.login;
    await page.getByRole('button', { name: 'Connect to a KVM host' }).click();
    await page.getByLabel('Name', { exact: true }).fill('lab');
    await page.getByLabel('Address').fill('127.0.0.1');
    await page.getByLabel('Port').fill(String(host.running.sshPort));
    await page.getByLabel('User').fill('root');
    await page.getByText('Key file', { exact: true }).click();
    await page.getByLabel('Private key file on this laptop').fill(login?.kind === 'key' ? login.path : '');
    await page.getByRole('button', { name: 'Add host and connect' }).click();

    const fingerprint = await page
      .getByText(/^SHA256:/)
      .first()
      .textContent();
    expect(await host.type('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')).toContain(fingerprint ?? 'no fingerprint');
    expect(await findFlaws(page)).toEqual([]);
    await takePicture(page, 'fingerprint-light');
    await page.getByRole('button', { name: 'Trust this key and connect' }).click();
  });

  it('says at a glance that the host is ready, with the value found on each line', async () => {
    await page.getByText('kvm_amd, nested is on').first().waitFor();
    await page.getByText('em1 in br0').first().waitFor();
    await page.getByText(/all \d+ fine/).waitFor();
  });

  it('walks through the wizard and changes nothing before the launch', async () => {
    await page.getByRole('button', { name: 'Launch machine' }).click();
    await page.getByText('Everything in one machine').waitFor();
    await page.getByRole('button', { name: 'Next: installer ISO' }).click();
    await page.getByText('practice-installer.iso').first().click();
    await takePicture(page, 'launch-iso-light');
    await page.getByRole('button', { name: 'Next: size' }).click();
    await page.getByLabel('Memory', { exact: true }).fill('512');
    await page.getByLabel('Virtual CPUs', { exact: true }).fill('1');
    await page.getByRole('textbox', { name: 'Size', exact: true }).fill('2');
    await takePicture(page, 'launch-size-light');
    await page.getByRole('button', { name: 'Next: network' }).click();
    await expect.poll(() => page.getByLabel('MAC', { exact: true }).inputValue()).toMatch(/^52:54:00:/);
    await takePicture(page, 'launch-network-light');
    await page.getByRole('button', { name: 'Next: addresses' }).click();
    await expect.poll(() => page.getByLabel('Gateway', { exact: true }).inputValue()).toBe('10.101.0.2');
    await page.getByLabel('IP address', { exact: true }).fill('10.101.7.2');
    await takePicture(page, 'launch-addresses-light');
    await page.getByRole('button', { name: 'Next: review' }).click();
    await page.getByText('Create volume ciab, 2 GiB, in vg01').waitFor();
    await page.getByRole('button', { name: /Start ciab as Cloud in a Box/ }).click();
    await page
      .getByText(/-boot order=cd,once=d/)
      .first()
      .waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await takePicture(page, 'launch-review-light');
    expect(await host.type('lvs --noheadings vg01; ls -A /var/lib/nutshell/machines 2>/dev/null || true')).toBe('');
  });

  it('launches step by step; the host then has what the review said', async () => {
    await page.getByRole('button', { name: 'Launch machine' }).click();
    await page.getByRole('heading', { name: 'Launch ciab', level: 1 }).waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await takePicture(page, 'operation-light');
    await page.getByLabel('Screen of ciab').first().waitFor();
    const facts = await host.type(
      'lvs --noheadings -o lv_name,lv_size,lv_tags vg01; ip -o link show master br0; tr "\\0" " " </proc/$(pgrep -of "name ciab")/cmdline',
    );
    expect(facts).toMatch(/ciab +2\.00g .*nutshell/);
    expect(facts).toContain('tap0');
    expect(facts).toContain('-vnc unix:/run/nutshell/machines/ciab/vnc.sock');
    expect(await host.type('ss -Hltn "( sport >= :5900 and sport <= :5999 )"')).toBe('');
  });

  it("shows the installer's boot menu and lets a person drive it", async () => {
    // What QEMU has read, its CD drive included. Choosing the local drive, as the menu does by itself, reads next to nothing.
    const readBytes = async () => Number(await host.type(`awk '/^rchar/ { print $2 }' /proc/$(pgrep -of 'name ciab')/io`));
    // The BIOS writes a few lines; the menu fills the screen.
    await expect.poll(() => countLitPixels(page), { timeout: patienceMs, interval: 500 }).toBeGreaterThan(100_000);
    await takePicture(page, 'console-light');
    const read = await readBytes();
    await page.getByLabel('Screen of ciab').first().click();
    // Up from "Boot from local drive", then the hot-key of "Cloud-in-a-box": what Enter boots is a kernel of 16 MB from the CD.
    for (const key of ['ArrowUp', 'c', 'Enter']) {
      await page.keyboard.press(key);
    }
    await expect.poll(readBytes, { timeout: patienceMs, interval: 2_000 }).toBeGreaterThan(read + 8_000_000);
  });

  it.runIf(isForPictures)('claims addresses for a cloud, where every laptop sees it', async () => {
    const hostId = /hosts\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await page.evaluate((to) => window.location.assign(to), `#/hosts/${hostId}/addresses`);
    await page.getByRole('button', { name: 'Enter what you own' }).click();
    await page.getByLabel('Addresses that are yours').fill('10.101.7.128/26\n172.20.0.0/20');
    await page.getByRole('button', { name: 'Remember what I own' }).click();
    await page.getByRole('button', { name: 'Claim addresses' }).click();
    await page.getByLabel('Name of the cloud').fill('blue');
    const claim = page.getByRole('button', { name: 'Claim these addresses' });
    await expect.poll(() => claim.isEnabled(), { timeout: patienceMs }).toBe(true);
    expect(await findFlaws(page)).toEqual([]);
    await takePicture(page, 'claim-light');
    await claim.click();
    await expect
      .poll(() => host.type('cat /var/lib/nutshell/addresses/blue/claim.json 2>/dev/null || true'), { timeout: patienceMs })
      .toContain('"blue"');
  });

  // The walk over every place belongs to `npm run screenshots`: it keeps the pictures a person then looks at.
  it.runIf(isForPictures).each(['light', 'dark'] as const)('shows every place without a flaw: %s', async (colorScheme) => {
    const hostId = /hosts\/([^/]+)/.exec(page.url())?.[1] ?? '';
    const visitor = await nutshell.openPage({ colorScheme });
    visitor.setDefaultTimeout(180_000);
    const flaws: Record<string, readonly string[]> = {};
    for (const [name, { hash, shows }] of Object.entries(places)) {
      await visitor.evaluate((to) => window.location.assign(to), hash.replace('HOST', hostId));
      await visitor.getByText(shows).filter({ visible: true }).first().waitFor();
      await expect.poll(() => visitor.locator('[aria-busy="true"]').count(), { timeout: patienceMs }).toBe(0);
      flaws[name] = await findFlaws(visitor);
      await takePicture(visitor, `${name}-${colorScheme}`);
    }
    await visitor.keyboard.press('Control+k');
    await visitor.getByText('Launch machine').last().waitFor();
    flaws['finder'] = await findFlaws(visitor);
    await takePicture(visitor, `finder-${colorScheme}`);
    expect(Object.fromEntries(Object.entries(flaws).filter(([, found]) => found.length > 0))).toEqual({});
  });

  it.runIf(isForPictures)('works in a window of 1024 × 700', async () => {
    const hostId = /hosts\/([^/]+)/.exec(page.url())?.[1] ?? '';
    const visitor = await nutshell.openPage({ width: 1024, height: 700 });
    visitor.setDefaultTimeout(180_000);
    for (const name of ['host', 'path', 'host-addresses', 'recipes'] as const) {
      const { hash, shows } = places[name] ?? { hash: '', shows: '' };
      await visitor.evaluate((to) => window.location.assign(to), hash.replace('HOST', hostId));
      await visitor.getByText(shows).filter({ visible: true }).first().waitFor();
      expect(await findFlaws(visitor)).toEqual([]);
      await takePicture(visitor, `${name}-small`);
    }
  });

  it('never complained on its console, and was refused nothing by the content security policy', () => {
    expect(nutshell.complaints).toEqual([]);
  });

  it.runIf(isForPictures)('destroys the machine after its name was typed, and leaves nothing behind', async () => {
    const hostId = /hosts\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await page.evaluate((to) => window.location.assign(to), `#/hosts/${hostId}/machines/ciab/destroy`);
    await page.getByLabel('Can be undone for').first().click();
    await page.getByRole('option', { name: 'Not at all' }).click();
    await page.getByLabel('Type ciab to go on').fill('ciab');
    await page.getByRole('button', { name: 'Destroy ciab', exact: true }).click();
    const leftovers =
      'lvs --noheadings vg01; ls -A /var/lib/nutshell/machines /run/nutshell/machines | grep -v : ; pgrep -f "[n]ame ciab"; true';
    await expect.poll(() => host.type(leftovers), { timeout: patienceMs, interval: 2_000 }).toBe('');
  });
});
