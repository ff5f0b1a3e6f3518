import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Where `npm run screenshots` wants the pictures; null: only look, keep nothing. */
const pictureDirectory = process.env['NUTSHELL_SCREENSHOTS'] ?? null;

/** What a careful person would find wrong with the page as it stands: one sentence each. */
export async function findFlaws(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const unreadable = violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  return [...unreadable, ...(await findOverflow(page))];
}

/** A page that scrolls sideways has something cut off or pushed out. */
async function findOverflow(page: Page): Promise<readonly string[]> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return excess > 0 ? [`the page is ${excess} pixels wider than the window`] : [];
}

export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictureDirectory !== null) {
    await mkdir(pictureDirectory, { recursive: true });
    await page.screenshot({ path: join(pictureDirectory, `${name}.png`), animations: 'disabled' });
  }
}
