import { app } from 'electron';

/** Longer than a back end takes that closes its connections; then the application ends without it. */
const longestCloseMs = 3_000;

/** Lets the back end finish before the application goes: once, whichever way the end comes. */
export function closeInOrder(close: () => Promise<void>, reportBug: (error: unknown) => void): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') {
      return;
    }
    event.preventDefault();
    if (state === 'open') {
      state = 'closing';
      const tooLong = new Promise<void>((resolve) => setTimeout(resolve, longestCloseMs));
      void Promise.race([close().catch(reportBug), tooLong]).then(() => {
        state = 'closed';
        app.quit();
      });
    }
  });
}
