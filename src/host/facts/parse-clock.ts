import { Unreadable } from './unreadable.ts';

/** `date '+%s %N'` in ms. busybox does not know %N and prints it or nothing: then whole seconds. */
export function parseDate(text: string): number {
  const [seconds, nanoseconds] = text.trim().split(' ');
  if (!/^\d+$/.test(seconds ?? '')) {
    throw new Unreadable('date printed no time');
  }
  const ms = /^\d{9}$/.test(nanoseconds ?? '') ? Math.floor(Number(nanoseconds) / 1_000_000) : 500;
  return Number(seconds) * 1000 + ms;
}

/** /proc/uptime: seconds since boot, then idle time. */
export function parseUptimeMs(text: string): number {
  const seconds = Number.parseFloat(text);
  if (Number.isNaN(seconds)) {
    throw new Unreadable('/proc/uptime holds no number');
  }
  return seconds * 1000;
}

/**
 * What timedatectl, adjtimex or chronyc says about the kernel clock; null where the words are unknown.
 * adjtimex shows the status word; bit 0x40 is STA_UNSYNC (linux/timex.h).
 */
export function parseSynchronised(text: string): boolean | null {
  const word = /^\s*(?:NTPSynchronized=|NTP synchronized: |System clock synchronized: )(yes|no)\b/m.exec(text)?.[1];
  if (word !== undefined) {
    return word === 'yes';
  }
  const status = /\bstatus:\s*(0x[0-9a-f]+|\d+)/i.exec(text)?.[1];
  if (status !== undefined) {
    return (Number(status) & 0x40) === 0;
  }
  const leap = /^Leap status\s*:\s*(.+?)\s*$/m.exec(text)?.[1];
  return leap === undefined ? null : leap !== 'Not synchronised';
}
