/** One appointment at a time: whoever wants it sooner moves it, whoever wants it later is served by it. */
export function createReadingTimer(now: () => number, onDue: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let dueAtEpochMs = Number.POSITIVE_INFINITY;

  function stop(): void {
    if (timer) {
      clearTimeout(timer);
    }
    timer = null;
    dueAtEpochMs = Number.POSITIVE_INFINITY;
  }

  return {
    stop,
    within(delayMs: number): void {
      if (now() + delayMs >= dueAtEpochMs) {
        return;
      }
      stop();
      dueAtEpochMs = now() + delayMs;
      timer = setTimeout(() => {
        stop();
        onDue();
      }, delayMs);
    },
  };
}
