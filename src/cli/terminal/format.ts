/** The laptop's own time zone, year first: what sorts and what a log has. */
export function formatTime(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** 0.8 s, 12.0 s, 3 min 05 s. A clock that was set back in between gives 0.0 s. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, durationMs) / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
}

/**
 * Text made safe to print, whoever wrote it: control characters could move the cursor or rename the window, and bidirectional
 * overrides could make a fingerprint read differently. Tabs, line ends and plain colours stay; conceal (8) does not.
 */
export function toPrintable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(colorOrControl, (found) => (found.length > 1 ? found : '\uFFFD'));
}

const colorOrControl = /\u001B\[(?:[0-7]|9|[2-4]\d)m|[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu;
