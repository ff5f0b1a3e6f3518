import type { HostReading } from '#contract/hosts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import { applyNotice, needsReading } from '#domain/machines/apply-notice.ts';
import { createBroadcast } from '../create-broadcast.ts';
import type { HostWatcher } from '../ports/host-adapters.ts';
import type { Connections } from './create-connections.ts';
import { createHostWatch } from './create-host-watch.ts';
import { createReadingTimer } from './create-reading-timer.ts';

/** While somebody looks, a host that cannot be listened to is read again this long after the last answer. Nobody looking: not at all. */
const pollMs = 5_000;
/** One that tells what changes is read all the same, for what no notice tells: memory, counters, what others change. */
const safetyMs = 60_000;
/** After a notice, so that one reading answers for all that come at once. */
const debounceMs = 250;

export interface ReadingWatchOptions {
  readonly host: Host;
  readonly watcher: HostWatcher;
  readonly connections: Connections;
  readonly now: () => number;
  /** Never a reading that began before the call. */
  readonly readFresh: () => Promise<HostReading>;
  readonly getLatest: () => HostReading | undefined;
  readonly setLatest: (reading: HostReading) => void;
}

export type ReadingWatch = ReturnType<typeof createReadingWatch>;

/** Keeps what is known of one host fresh for as long as somebody looks: notices change it at once, readings put it right. */
export function createReadingWatch({ host, watcher, connections, now, readFresh, getLatest, setLatest }: ReadingWatchOptions) {
  let isListening = false;
  let listener: ReturnType<typeof createHostWatch> | null = null;

  const timer = createReadingTimer(now, () => {
    // A lost link is shown by the connection's own state; the watch waits for it to come back.
    void readFresh()
      .catch(() => undefined)
      .then(() => readings.listenerCount > 0 && timer.within(isListening ? safetyMs : pollMs));
  });

  function take(notice: HostNotice): void {
    notices.publish(notice);
    const latest = getLatest();
    const machines = latest ? applyNotice(latest.machines, notice) : [];
    if (latest && machines !== latest.machines) {
      setLatest({ ...latest, machines });
      readings.publish({ ...latest, machines });
    }
    if (needsReading(notice)) {
      timer.within(debounceMs);
    }
  }

  function begin(): void {
    timer.within(0);
    listener ??= createHostWatch({
      host,
      watcher,
      connections,
      onNotice: take,
      onListening(isSo) {
        isListening = isSo;
        // What happened while nobody listened is found only by looking.
        timer.within(isSo ? debounceMs : pollMs);
      },
    });
  }

  function end(): void {
    if (readings.listenerCount === 0 && notices.listenerCount === 0) {
      timer.stop();
      listener?.stop();
      listener = null;
      isListening = false;
    }
  }

  const readings = createBroadcast<HostReading>({ onFirst: begin, onLast: end });
  const notices = createBroadcast<HostNotice>({ onFirst: begin, onLast: end });
  return { readings, notices };
}
