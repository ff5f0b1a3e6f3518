import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeWithHost } from '#support/home-with-host.ts';
import { openHostStory, type HostStory } from '#support/host-story.ts';
import { findFlaws } from '#support/look-at-screens.ts';
import { openNutshellInBrowser, type NutshellInBrowser } from '#support/nutshell-in-browser.ts';
import { removeFolder } from '#support/remove-folder.ts';

// The host has one emulated CPU; how long something takes there says nothing about Nutshell.
const patienceMs = 300_000;
const disk = '/dev/vg01/ciab';

let story: HostStory;
let nutshell: NutshellInBrowser;
let page: Page;
let homeDirectory = '';
let hostId = '';

beforeAll(async () => {
  story = await openHostStory();
  await story.launch('ciab');
  ({ homeDirectory, hostId } = await makeHomeWithHost(story.host.running));
  nutshell = await openNutshellInBrowser({ homeDirectory });
  page = nutshell.page;
  page.setDefaultTimeout(patienceMs);
  await page.getByRole('treeitem', { name: /ciab/ }).waitFor();
}, 2 * patienceMs);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await page.screenshot({ path: `test-results/${task.name.replaceAll(/\W+/g, '-')}.png` });
  }
});
afterAll(async () => {
  await nutshell.close();
  await story.host.close();
  await removeFolder(homeDirectory);
});

const open = (place: string) => page.evaluate((to) => window.location.assign(to), `#/hosts/${hostId}/${place}`);
const click = (name: string) => page.getByRole('button', { name, exact: true }).click();
/** The operation that was begun is shown, and has come to its end. */
async function seeDone(title: string): Promise<void> {
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByRole('main').getByText('Succeeded').first().waitFor();
}

async function chooseFromMenu(item: string): Promise<void> {
  await click('More about ciab');
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

describe('the life of a machine, in the window', () => {
  it('is paused and resumed, and says so without being asked', { timeout: 2 * patienceMs }, async () => {
    await open('machines/ciab/overview');
    await page.getByRole('heading', { name: 'ciab', level: 1 }).waitFor();
    await chooseFromMenu('Pause');
    await page.getByRole('button', { name: 'Resume machine' }).waitFor();
    expect(await story.statusOf('ciab')).toBe('paused');
    expect(await findFlaws(page)).toEqual([]);
    await click('Resume machine');
    await page.getByRole('button', { name: 'Shut down' }).waitFor();
    expect(await story.statusOf('ciab')).toBe('running');
  });

  it('is given more memory for its next start', { timeout: 2 * patienceMs }, async () => {
    await open('machines/ciab/edit');
    await page.getByLabel('Memory').fill('96');
    await click('Review changes');
    await page.getByText('Write down what ciab is from now on').first().waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await click('Change ciab');
    await seeDone('Change ciab');
    expect(await story.type('cat /var/lib/nutshell/machines/ciab/machine.json')).toContain('"memoryMiB": 96');
  });

  it('is kept in a checkpoint, and goes back to it', { timeout: 4 * patienceMs }, async () => {
    await story.write(disk, 'before');
    await open('checkpoints/new');
    await page.getByLabel('Name', { exact: true }).fill('monday');
    await page.getByLabel('Room for changes of each volume').fill('0.0625');
    await page.getByText('Snapshot vg01/ciab, the disk of ciab').first().waitFor();
    await click('Make checkpoint');
    await seeDone('Make checkpoint monday');
    expect(await story.type('lvs --noheadings -o lv_name vg01')).toContain('checkpoint-');
    await story.write(disk, 'after');

    await open('checkpoints');
    await click('Restore monday');
    await page.getByLabel('Type monday to restore it').fill('monday');
    expect(await findFlaws(page)).toEqual([]);
    await page.getByRole('main').getByRole('button', { name: 'Restore monday', exact: true }).click();
    await seeDone('Restore checkpoint monday');
    expect(await story.readWord(disk)).toBe('before');
    expect(await story.type('pgrep -c qemu-system || true')).toBe('0');

    await open('checkpoints');
    await click('Delete monday');
    await page.getByText('Remove the record of checkpoint monday').first().waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Delete monday', exact: true }).click();
    await seeDone('Delete checkpoint monday');
    expect(await story.type('lvs --noheadings -o lv_name vg01')).toBe('ciab');
  });

  it('is started again from what is written on the host, larger', { timeout: 2 * patienceMs }, async () => {
    await open('machines/ciab/overview');
    await click('Start machine');
    await page.getByRole('button', { name: 'Open console' }).waitFor();
    await expect.poll(() => story.statusOf('ciab'), { timeout: patienceMs, interval: 2_000 }).toBe('running');
    expect(await story.type('tr "\\0" " " </proc/$(pgrep -of "name ciab")/cmdline')).toContain('-m 96');
  });

  it('is destroyed, and the destruction taken back', { timeout: 4 * patienceMs }, async () => {
    await open('machines/ciab/destroy');
    await page.getByLabel('Type ciab to go on').fill('ciab');
    await click('Destroy ciab');
    await expect
      .poll(() => story.type('lvs --noheadings -o lv_name vg01; ls /var/lib/nutshell/machines'), {
        timeout: patienceMs,
        interval: 2_000,
      })
      .toMatch(/^removed-[^\n]*$/);
    await open('machines');
    await page.getByText('Can be undone').first().waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await click('Undo …');
    await page.getByRole('heading', { name: 'Undo: Destroy ciab' }).waitFor();
    await click('Undo: Destroy ciab');
    await expect
      .poll(() => story.type('lvs --noheadings -o lv_name vg01; ls /var/lib/nutshell/machines'), {
        timeout: patienceMs,
        interval: 2_000,
      })
      .toBe('ciab\nciab');
    expect(await story.readWord(disk)).toBe('before');
  });

  it('leaves an ISO behind that is deleted after its name was typed', { timeout: patienceMs }, async () => {
    await story.type('cp /srv/iso/practice-installer.iso /srv/iso/old.iso');
    await open('images');
    await page.getByRole('cell', { name: 'old.iso', exact: true }).click();
    await click('Delete');
    await page.getByLabel('Type old.iso to delete it').fill('old.iso');
    expect(await findFlaws(page)).toEqual([]);
    await click('Delete old.iso');
    await expect.poll(() => story.type('ls /srv/iso'), { timeout: patienceMs, interval: 1_000 }).toBe('practice-installer.iso');
  });

  it('never complained on its console', () => {
    expect(nutshell.complaints).toEqual([]);
  });
});
