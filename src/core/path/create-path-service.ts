import type { AppApi } from '#contract/api.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildMachineChains } from '#domain/path/build-chains.ts';
import { diagnoseMachine } from '#domain/path/diagnose-machine.ts';
import type { InsideFacts } from '#domain/path/inside-facts.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';
import type { PlaceReader } from '../ports/place-reader.ts';
import type { createCaptureService } from './create-capture-service.ts';
import { createFixes, type Diagnosed, type FixOptions } from './create-fixes.ts';
import { createImpairments } from './create-impairments.ts';
import { runAtShell, type createInsideReader } from './create-inside-reader.ts';
import type { LiveFeeds } from './create-live-feeds.ts';
import type { createNestedView } from './create-nested-view.ts';
import type { createTraceService } from './create-trace-service.ts';
import type { createViewedCapture } from './create-viewed-capture.ts';

export interface PathServiceOptions extends Pick<FixOptions, 'runner' | 'environment'> {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly placeReader: PlaceReader;
  readonly readInside: ReturnType<typeof createInsideReader>;
  readonly liveFeeds: LiveFeeds;
  readonly nested: ReturnType<typeof createNestedView>;
  readonly tracing: ReturnType<typeof createTraceService> &
    ReturnType<typeof createCaptureService> &
    ReturnType<typeof createViewedCapture>;
}

type DiagnosisInput = Parameters<AppApi['path']['diagnose']>[0];
type WayIn = DiagnosisInput['wayIn'];

/** The chain of devices of a machine, from a reading of the live host, and what a packet through it would meet. */
export function createPathService(options: PathServiceOptions): AppApi['path'] {
  const { hosts, connections, readings, placeReader, readInside, liveFeeds, nested, tracing } = options;
  /** As root where the login may, else what a plain user sees: rules are not known then, and the verdict says so. */
  const inspectHost = (host: Host, signal: AbortSignal): Promise<PlaceFacts> =>
    placeReader.read(
      runAtShell(connections.shellOf(host), 'Read the network of the host', connections.privilegeOf(host.id) === 'sudo', signal),
    );

  /** null: no way in was given. */
  const inspectInside = async (host: Host, wayIn: WayIn, signal: AbortSignal): Promise<InsideFacts | null> => {
    if (wayIn === undefined) {
      return null;
    }
    const { machine, instance, acceptedFingerprints } = wayIn;
    const known = connections.answersOf(host.id);
    const answers = { ...known, acceptedFingerprints: [...known.acceptedFingerprints, ...acceptedFingerprints] };
    const common = { host, answers, signal };
    const [outer, inner] = await Promise.all([
      readInside({ ...common, way: [machine] }),
      instance === undefined ? null : readInside({ ...common, way: [machine, instance] }),
    ]);
    return { machine: outer, nested: inner === null ? [] : [inner] };
  };

  async function diagnose({ hostId, machine: name, wayIn, ...wish }: DiagnosisInput, signal: AbortSignal): Promise<Diagnosed> {
    const host = await hosts.find(hostId);
    const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
    if (machine.state.kind !== 'running') {
      throw new HostError('conflict', `${name} does not run, so no packet gets to it.`, {
        hint: `Start it: nutshell start ${name}`,
      });
    }
    const [inspected, inside] = await Promise.all([inspectHost(host, signal), inspectInside(host, wayIn, signal)]);
    const { facts, machines } = reading;
    return { host, facts, chains: diagnoseMachine({ facts, machine, machines, host: inspected, inside, wish }) };
  }

  return {
    ...tracing,

    async *live({ hostId, ...wish }, { signal }) {
      yield* liveFeeds.listen(await hosts.find(hostId), wish, signal);
    },

    lookInside: (input, { signal }) => nested.lookInside(input, signal),

    instances: ({ hostId }) => nested.instances(hostId),

    async chains({ hostId, machine: name, wayIn }, { signal }) {
      const host = await hosts.find(hostId);
      const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
      const [inside, told] = await Promise.all([inspectInside(host, wayIn, signal), nested.tell(host, name)]);
      return buildMachineChains({ facts: reading.facts, machine, machines: reading.machines, inside, told });
    },

    diagnose: async (input, { signal }) => (await diagnose(input, signal)).chains,

    ...createFixes({ ...options, diagnose }),
    ...createImpairments(options),
  };
}
