import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import { openApp, type App } from './app.ts';
import { createStarter, runner, type Starter } from './planned-launch.ts';
import { buildInstallScript, meetingPlace, type HoldPoint } from './stand-ins.ts';

const endLimitSeconds = 240;

/** A practice host on which operations can be held at a step while something goes wrong. */
export interface FaultHost {
  readonly host: TestHost;
  readonly app: App;
  /** The same changes without the app: no readings, no processes on this laptop. */
  readonly starter: Starter;
  /** The next operation that comes to this point of this step stops there. */
  holdAt(stepId: string, point?: HoldPoint): Promise<void>;
  waitUntilHeld(): Promise<void>;
  release(): Promise<void>;
  /** Ends every ssh session of the host but the one that the test itself looks through. */
  cutLines(): Promise<void>;
  /** Kills the runner of the newest operation on the host, as a host without memory would. */
  killRunner(): Promise<void>;
  newestOperation(): Promise<OperationSummary | undefined>;
  /** Waits until the newest operation does not run any more. */
  waitForEnd(): Promise<OperationSummary>;
  close(): Promise<void>;
}

export async function openFaultHost(): Promise<FaultHost> {
  const host = await openPracticeHost();
  await host.type(buildInstallScript());
  const app = await openApp(host.running);
  const starter = await createStarter(host);

  async function newestOperation(): Promise<OperationSummary | undefined> {
    const operations = await runner.list((await host.link()).shell, 'lab');
    return operations.toSorted((one, other) => other.startedEpochMs - one.startedEpochMs)[0];
  }

  return {
    host,
    app,
    starter,
    newestOperation,
    async holdAt(stepId, point = 'begins') {
      await host.type(
        `mkdir -p ${meetingPlace} && rm -f ${meetingPlace}/held && echo '${stepId} ${point}' >${meetingPlace}/plan`,
      );
    },
    async waitUntilHeld() {
      await host.type(
        `n=0; until [ -e ${meetingPlace}/held ]; do n=$((n + 1)); [ $n -lt 240 ] || { echo 'No operation came to this step' >&2; exit 1; }; sleep 0.5; done`,
      );
    },
    async release() {
      await host.type(`rm -f ${meetingPlace}/plan ${meetingPlace}/held`);
    },
    async cutLines() {
      // The session that this very command came through must live.
      await host.type(`
        own=" "; pid=$$
        while [ "$pid" -gt 1 ]; do own="$own$pid "; pid=$(ps -o ppid= -p "$pid" | tr -d ' '); done
        for pid in $(pgrep -f "[s]shd: root@"); do case $own in *" $pid "*) ;; *) kill -9 "$pid" ;; esac; done
      `);
    },
    async killRunner() {
      const { operationId } = (await newestOperation()) ?? { operationId: 'none' };
      await host.type(`read -r pid rest </var/lib/nutshell/operations/${operationId}/runner && kill -9 "$pid"`);
    },
    async waitForEnd() {
      // The host itself waits: asking it over and over would take the processor from what is waited for.
      await host.type(`
        newest=$(ls -d /var/lib/nutshell/operations/*/ | tail -n 1)
        read -r pid start boot <"$newest/runner" || exit 0
        [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] || exit 0
        n=0; while [ -d "/proc/$pid" ] && [ $n -lt ${endLimitSeconds * 2} ]; do n=$((n + 1)); sleep 0.5; done
      `);
      const newest = await newestOperation();
      if (!newest || newest.state === 'running') {
        throw new Error(`The newest operation did not end within ${endLimitSeconds} s`);
      }
      return newest;
    },
    async close() {
      await app.close();
      await host.close();
    },
  };
}
