import open from 'open';

/** A launcher that cannot find a browser says so within this time; one that goes on running is the browser itself. */
const launcherPatienceMs = 3_000;

/** Opens the address in the person's browser. The answer is a sentence for the terminal: without a browser Nutshell serves on. */
export async function openInBrowser(url: string): Promise<string> {
  const missing = findMissingScreen(process.platform, process.env);
  if (missing !== null) {
    return explain(missing);
  }
  try {
    const launcher = await open(url);
    const exitCode = await new Promise<number | null>((resolve) => {
      launcher.once('exit', resolve);
      setTimeout(() => resolve(launcher.exitCode), launcherPatienceMs).unref();
      if (launcher.exitCode !== null) {
        resolve(launcher.exitCode);
      }
    });
    return exitCode === null || exitCode === 0
      ? 'Nutshell opened in your browser.'
      : explain(`the program that opens one ended with exit code ${exitCode}`);
  } catch (error) {
    return explain(error instanceof Error ? error.message : String(error));
  }
}

/** Without a display xdg-open would look for browsers of the terminal, and find one that then hides there. */
export function findMissingScreen(platform: string, environment: Readonly<Record<string, string | undefined>>): string | null {
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = environment;
  const isThere =
    platform !== 'linux' || [DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME].some((value) => value !== undefined && value !== '');
  return isThere ? null : 'there is no display here (DISPLAY and WAYLAND_DISPLAY are not set)';
}

function explain(why: string): string {
  return `No browser was opened: ${why}. Open the address after “ready” yourself; it works once.`;
}
