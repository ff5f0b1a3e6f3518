import type { HostError } from '#core/ports/host-error.ts';
import { practiceFault } from './practice-fault.ts';

export interface WatchHeartbeatOptions {
  readonly instance: string;
  readonly isAnswering: () => Promise<boolean>;
  readonly intervalMs?: number | undefined;
  readonly onHang: (fault: HostError) => void;
}

/** Asks again and again until there is no answer, says so once, and stops. Returns how to stop it earlier. */
export function watchHeartbeat({ instance, isAnswering, intervalMs = 10_000, onHang }: WatchHeartbeatOptions): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function beat(): Promise<void> {
    const answers = await isAnswering();
    if (isStopped) {
      return;
    }
    if (answers) {
      schedule();
      return;
    }
    isStopped = true;
    onHang(
      practiceFault(`The practice host "${instance}" stopped answering.`, { hint: 'Restore it with: nutshell practice reset' }),
    );
  }

  function schedule(): void {
    timer = setTimeout(() => void beat(), intervalMs);
    // A watch is no reason to keep a program running.
    timer.unref();
  }

  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
