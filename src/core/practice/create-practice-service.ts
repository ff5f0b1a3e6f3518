import type { AppApi } from '#contract/api.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import type { PracticeEvent } from '#contract/practice.ts';
import type { ConnectAnswers } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { PracticeProgress } from '#domain/practice/practice.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import { HostError } from '../ports/host-error.ts';
import type { KnownHosts } from '../ports/known-hosts.ts';
import type { PracticeControl, PracticeTarget } from '../ports/practice-hosts.ts';
import type { HostStore } from '../ports/stores.ts';

export interface PracticeServiceOptions {
  readonly control: PracticeControl;
  readonly hosts: HostService;
  readonly store: HostStore;
  readonly knownHosts: KnownHosts;
  readonly connections: Connections;
}

type Bring = (onProgress: (progress: PracticeProgress) => void, signal: AbortSignal) => Promise<PracticeTarget>;

const noAnswers: ConnectAnswers = { acceptedFingerprints: [], secrets: [] };

/** The practice host: brought up, put into the list of hosts and connected to, as if a person had added it. */
export function createPracticeService({
  control,
  hosts,
  store,
  knownHosts,
  connections,
}: PracticeServiceOptions): AppApi['practice'] {
  async function findHost(): Promise<Host | null> {
    return (await store.list()).find(({ origin }) => origin === 'practice') ?? null;
  }

  async function settle(target: PracticeTarget): Promise<string> {
    const { address, port } = target.draft;
    await knownHosts.remember(address, port, target.hostKey);
    const before = await findHost();
    if (before) {
      connections.disconnect(before.id);
    }
    const host = await hosts.put({ ...target.draft, id: before?.id ?? 'practice' });
    const outcome = await connections.connect(host, noAnswers);
    if (outcome.kind === 'failed') {
      throw new HostError(
        outcome.problem.code,
        `The practice host is up, but could not be connected to. ${outcome.problem.message}`,
        {
          ...(outcome.problem.hint !== null && { hint: outcome.problem.hint }),
          ...(outcome.problem.raw !== null && { raw: outcome.problem.raw }),
        },
      );
    }
    return host.id;
  }

  /** Turns a function that reports progress by calling back into a stream that can be left. */
  async function* stream(bring: Bring, signal: AbortSignal): AsyncIterable<PracticeEvent> {
    const queue = createItemQueue<PracticeEvent>();
    bring((progress) => queue.push({ kind: 'progress', progress }), signal)
      .then(settle)
      .then((hostId) => {
        queue.push({ kind: 'ready', hostId });
        queue.end();
      })
      .catch((error: unknown) => queue.fail(error instanceof Error ? error : new Error(String(error))));
    for (;;) {
      const item = await queue.next();
      if (item.done) {
        return;
      }
      yield item.value;
    }
  }

  return {
    async status() {
      const status = await control.status();
      return status.kind === 'running' ? { ...status, hostId: (await findHost())?.id ?? null } : status;
    },
    up: (_input, { signal }) => stream((onProgress) => control.up(onProgress, signal), signal),
    reset: (_input, { signal }) => stream((onProgress) => control.reset(onProgress, signal), signal),
    async down() {
      const host = await findHost();
      if (host) {
        connections.disconnect(host.id);
      }
      await control.down();
      return null;
    },
    sshCommand: () => control.sshCommand(),
  };
}
