import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisposableSshd, whyNoSshd, type DisposableSshd } from '#support/disposable-sshd.ts';
import { removeFolder } from '#support/remove-folder.ts';
import { toFingerprint } from '#local/parse-known-hosts.ts';
import { openNutshellInBrowser, type NutshellInBrowser } from '#support/nutshell-in-browser.ts';

const reason = whyNoSshd();
const nutshellArgv = ['node', 'bin/nutshell.mjs'];

/** A shell of this computer's own, through the built window in a real browser: sshd, WebSocket, policy and drawing are the real ones. */
describe.skipIf(reason !== null)(`a terminal in the window${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  let sshd: DisposableSshd;
  let home: string;
  let nutshell: NutshellInBrowser;
  const terminal = () => nutshell.page.getByRole('application', { name: 'Terminal: lab' });
  const rows = () => terminal().locator('.xterm-rows');
  const run = async (line: string): Promise<void> => {
    await nutshell.page.keyboard.type(line);
    await nutshell.page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    sshd = await startDisposableSshd();
    const hostKey = Buffer.from(sshd.hostKeys.ed25519.split(' ')[1] ?? '', 'base64');
    home = await mkdtemp(path.join(tmpdir(), 'nutshell-home-'));
    const add = [...nutshellArgv, 'hosts', 'add', 'lab', `root@127.0.0.1:${sshd.port}`, '--key', sshd.keys.plain];
    await type(home, add, { when: null, keys: '' });
    // Known from the first visit on.
    const trust = ['--accept-fingerprint', toFingerprint(hostKey)];
    await type(home, [...nutshellArgv, 'ssh', 'lab', ...trust], { when: null, keys: 'exit\n' });
    nutshell = await openNutshellInBrowser({ homeDirectory: home });
    await nutshell.page.getByRole('treeitem', { name: /lab/ }).first().click();
    await nutshell.page.getByRole('button', { name: 'Terminal', exact: true }).waitFor({ timeout: 60_000 });
  }, 180_000);
  afterAll(async () => {
    await nutshell.close();
    await sshd.stop();
    await removeFolder(home);
  });

  it('is opened beside whatever page is looked at, and takes keys', async () => {
    await nutshell.page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await expect.poll(() => rows().textContent(), { timeout: 20_000 }).toContain('#');
    await run('echo answer-$((6*7))');
    await expect.poll(() => rows().textContent(), { timeout: 10_000 }).toContain('answer-42');
  });

  it('is as large as the shell thinks, before and after the window changes', async () => {
    const shown = () => rows().evaluate((element) => element.children.length);
    await run('clear; stty size');
    await expect.poll(() => rows().textContent(), { timeout: 10_000 }).toMatch(new RegExp(`${await shown()} \\d+`));
    await nutshell.page.setViewportSize({ width: 1024, height: 700 });
    await nutshell.page.waitForTimeout(500);
    await run('clear; stty size');
    await expect.poll(() => rows().textContent(), { timeout: 10_000 }).toMatch(new RegExp(`${await shown()} \\d+`));
    await nutshell.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('has colours beyond the palette, which the policy of the page does not forbid', async () => {
    await run(`clear; printf '\\033[38;2;200;0;120mPINK\\033[0m\\n'`);
    const pink = rows().getByText('PINK', { exact: true });
    await pink.waitFor({ timeout: 10_000 });
    expect(await pink.evaluate((element) => getComputedStyle(element).color)).toMatch(/^rgb\((1[5-9]\d|2\d\d), /);
  });

  it('survives a flood, and Ctrl-C ends it at once', async () => {
    await run('yes');
    await nutshell.page.waitForTimeout(2_000);
    await nutshell.page.keyboard.press('Control+c');
    await run('clear; echo calm-$((40+2))');
    await expect.poll(() => rows().textContent(), { timeout: 15_000 }).toContain('calm-42');
  }, 60_000);

  it('goes on while the person is elsewhere in the window', async () => {
    await run('export KEPT=still-here');
    await nutshell.page.getByRole('tab', { name: 'Activity' }).click();
    await nutshell.page.getByRole('button', { name: 'Hide terminals' }).click();
    await nutshell.page.getByRole('button', { name: 'Terminals', exact: true }).click();
    await terminal().click();
    await run('clear; echo $KEPT');
    await expect.poll(() => rows().textContent(), { timeout: 10_000 }).toMatch(/still-here/);
  });

  it('says how its shell ended, and begins anew on wish', async () => {
    await run('exit 3');
    await nutshell.page.getByText('The shell has ended with exit status 3.').waitFor({ timeout: 10_000 });
    await nutshell.page.getByRole('button', { name: 'Connect again' }).first().click();
    await expect.poll(() => rows().textContent(), { timeout: 10_000 }).toMatch(/#\s*$/);
  });

  it('is the same in the terminal of the person, who gets the exit status', async () => {
    const { output, code } = await type(home, ['script', '-qec', 'node bin/nutshell.mjs ssh lab', '/dev/null'], {
      when: /hang|leave/,
      keys: 'stty size; test -t 0 && echo a-tty; exit 3\r',
    });
    expect(output).toContain('a-tty');
    expect(code).toBe(3);
  }, 60_000);

  it('is none where a file tells it what to do', async () => {
    const { output, code } = await type(home, [...nutshellArgv, 'ssh', 'lab'], {
      when: null,
      keys: 'test -t 0 || echo no-tty; echo apart >&2; exit 4\n',
    });
    expect(output).toBe('no-tty\n');
    expect(code).toBe(4);
  }, 60_000);

  it('never had the page complain', () => {
    expect(nutshell.complaints).toEqual([]);
  });

  it('says that the line was cut', async () => {
    await sshd.stop();
    await nutshell.page.getByRole('region', { name: 'Terminals' }).getByText('Line cut').first().waitFor({ timeout: 30_000 });
  }, 60_000);
});

interface Typing {
  /** What has to be said first; null where nobody waits. */
  readonly when: RegExp | null;
  readonly keys: string;
}

/** Runs a program, types into it, and reads what it says on standard output. */
function type(
  homeDirectory: string,
  [program = '', ...args]: readonly string[],
  { when, keys }: Typing,
): Promise<{ output: string; code: number | null }> {
  const child = spawn(program, args, { env: { ...process.env, NUTSHELL_HOME: homeDirectory, NO_COLOR: '1' } });
  let output = '';
  let isTyped = false;
  const typeOnce = (): void => {
    if (!isTyped && (when === null || when.test(output))) {
      isTyped = true;
      child.stdin.write(keys);
    }
  };
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
    typeOnce();
  });
  typeOnce();
  return new Promise((resolve) => child.once('close', (code) => resolve({ output, code })));
}
