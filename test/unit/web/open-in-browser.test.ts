import { expect, it } from 'vitest';
import { findMissingScreen, openInBrowser } from '#web/open-in-browser.ts';

it('knows without asking where there is no screen', () => {
  expect(findMissingScreen('linux', {})).toContain('there is no display here');
  expect(findMissingScreen('linux', { DISPLAY: '' })).not.toBeNull();
  expect(findMissingScreen('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull();
  expect(findMissingScreen('linux', { WSL_DISTRO_NAME: 'Debian' })).toBeNull();
  expect(findMissingScreen('darwin', {})).toBeNull();
  expect(findMissingScreen('win32', {})).toBeNull();
});

it.skipIf(findMissingScreen(process.platform, process.env) === null)('says so in a sentence, and what to do', async () => {
  await expect(openInBrowser('http://127.0.0.1:9/')).resolves.toMatch(
    /^No browser was opened: .+\. Open the address after “ready” yourself/,
  );
});
