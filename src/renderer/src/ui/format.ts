/** Grouped by a thin space, which no language mistakes for a decimal sign. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** 1 thread, 16 threads: a number with what it counts. */
export function formatCountOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** 14 s, 2:41 min, 1:05 h: a duration where there is little room. */
export function formatShortDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const two = (value: number) => value.toString().padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) {
    return `${seconds.toString()} s`;
  }
  return minutes < 60
    ? `${minutes.toString()}:${two(seconds % 60)} min`
    : `${Math.floor(minutes / 60).toString()}:${two(minutes % 60)} h`;
}

/** 850 ms, 12.4 s, 3 min 05 s, 2 h 10 min, 4 d 3 h. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) {
    return `${Math.max(0, Math.round(milliseconds)).toString()} ms`;
  }
  const seconds = milliseconds / 1_000;
  if (seconds < 60) {
    return `${seconds < 10 ? trimZeros(seconds.toFixed(1)) : Math.floor(seconds).toString()} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes.toString()} min ${Math.floor(seconds % 60)
      .toString()
      .padStart(2, '0')} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? `${hours.toString()} h ${(minutes % 60).toString()} min`
    : `${Math.floor(hours / 24).toString()} d ${(hours % 24).toString()} h`;
}

/** How long ago, in the coarsest unit that is still true: "just now", "12 s ago", "3 min ago", "2 d ago". */
export function formatAgo(epochMs: number, nowEpochMs: number): string {
  const seconds = Math.floor((nowEpochMs - epochMs) / 1_000);
  if (seconds < 2) {
    return 'just now';
  }
  if (seconds < 60) {
    return `${seconds.toString()} s ago`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes.toString()} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours.toString()} h ago` : `${Math.floor(hours / 24).toString()} d ago`;
}

/** The exact moment, in the reader's own time zone, for the hover text of a relative time. */
export function formatMoment(epochMs: number): string {
  return new Date(epochMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The last three pairs of a MAC: what people compare. */
export function formatShortMac(mac: string): string {
  return `…${mac.split(':').slice(-3).join(':')}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
