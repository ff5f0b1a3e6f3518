import type { AppApi } from '#contract/api.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HopPlace } from '#domain/path/chain.ts';
import { diagnoseMachine, type DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import type { InsideFacts } from '#domain/path/inside-facts.ts';
import { planTrace } from '#domain/path/trace/trace-plan.ts';
import { buildTraceProbe, type TraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { SenderReport } from '#domain/path/trace/trace-result.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { Environment } from '../ports/environment.ts';
import type { HopListener } from '../ports/hop-listener.ts';
import { HostError } from '../ports/host-error.ts';
import type { KernelWatcher } from '../ports/kernel-watcher.ts';
import type { PlaceReader } from '../ports/place-reader.ts';
import type { LaptopProbeSender, PlaceProbeSender } from '../ports/probe-sender.ts';
import { runAtShell, type OpenInside } from './create-inside-reader.ts';
import { openPlaces, type OpenPlace } from './open-places.ts';
import { runTrace } from './run-trace.ts';
import type { TracePlace } from './trace-place.ts';

export interface TraceServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly placeReader: PlaceReader;
  readonly openInside: OpenInside;
  readonly listener: HopListener;
  readonly kernelWatcher: KernelWatcher;
  readonly laptopSender: LaptopProbeSender;
  readonly placeSender: PlaceProbeSender;
  readonly environment: Environment;
}

type TraceInput = Parameters<AppApi['path']['trace']>[0];

/** Sends probes and watches them at every device of a machine's path. */
export function createTraceService(options: TraceServiceOptions): Pick<AppApi['path'], 'trace'> {
  const { hosts, readings, environment, listener, kernelWatcher, placeReader } = options;

  async function readBefore({ place, shell, asRoot }: OpenPlace, signal: AbortSignal): Promise<TracePlace> {
    const before = await placeReader.read(runAtShell(shell, 'Read the network before a trace', asRoot, signal));
    return { place, shell, asRoot, before };
  }

  async function diagnose(host: Host, input: TraceInput, places: readonly TracePlace[]): Promise<readonly DiagnosedChain[]> {
    const { machine, reading } = await readings.findMachine(host, input.machine, { maxAgeMs: 0 });
    if (machine.state.kind !== 'running') {
      throw new HostError('conflict', `${input.machine} does not run, so no packet gets to it.`, {
        hint: `Start it: nutshell start ${input.machine}`,
      });
    }
    const before = (place: HopPlace) => places.find((each) => each.place === place)?.before;
    const [outer, middle, inner] = [before('host'), before('machine'), before('nested')];
    if (outer === undefined) {
      throw new Error('A trace always reads the host');
    }
    const inside: InsideFacts | null =
      middle === undefined ? null : { machine: middle, nested: inner === undefined ? [] : [inner] };
    const { to, protocol, port } = input;
    return diagnoseMachine({
      facts: reading.facts,
      machine,
      machines: reading.machines,
      host: outer,
      inside,
      wish: { to, protocol, port },
    });
  }

  function sendFrom(places: readonly TracePlace[], probe: TraceProbe): (signal: AbortSignal) => Promise<SenderReport> {
    const { origin } = probe;
    const place = origin === 'laptop' ? undefined : places.find((each) => each.place === origin);
    return place === undefined
      ? (signal) => options.laptopSender.send(probe, signal)
      : (signal) => options.placeSender.send(place.shell, probe, signal);
  }

  return {
    async *trace(input, { signal }) {
      const host = await hosts.find(input.hostId);
      checkOrigin(input);
      yield { kind: 'stage', sentence: 'Reading every device of the path.' };
      const opened = await openPlaces(options, { host, wayIn: input.wayIn, signal });
      try {
        const places = await Promise.all(opened.places.map((place) => readBefore(place, signal)));
        const { chain, diagnosis } = chooseChain(await diagnose(host, input, places), input);
        const destination = input.to ?? diagnosis.probe.destination;
        if (destination === null) {
          throw new HostError('invalid-input', `No address of ${input.machine} is known. Say where the probes go: --to ADDRESS`);
        }
        const { from: origin, port = null } = input;
        const protocol = input.protocol ?? (port === null ? 'icmp' : 'tcp');
        const plan = planTrace({ chain, origin, destination, reached: new Set(places.map(({ place }) => place)) });
        if ('refusal' in plan) {
          throw new HostError('conflict', plan.refusal);
        }
        const hasKernelConsent = input.mayAskKernels === true;
        const wish = { origin, protocol, destination, port, hasRareLength: hasKernelConsent };
        const probe = buildTraceProbe(wish, environment.randomBytes(6));
        const order = { chain, probe, plan, places, diagnosis, send: sendFrom(places, probe), hasKernelConsent, signal };
        yield* runTrace(order, { listener, kernelWatcher, reader: placeReader, now: environment.now });
      } finally {
        opened.close();
      }
    },
  };
}

function checkOrigin({ from, wayIn }: TraceInput): void {
  if (from === 'machine' && wayIn === undefined) {
    throw new HostError('invalid-input', 'Probes from the machine need a way into it.', { hint: '--inside USER@ADDRESS' });
  }
  if (from === 'nested' && wayIn?.instance === undefined) {
    throw new HostError('invalid-input', 'Probes from the instance need a way into it.', {
      hint: '--inside USER@ADDRESS --instance USER@ADDRESS',
    });
  }
}

/** The chain whose instance or device has the address, else the first. */
function chooseChain(chains: readonly DiagnosedChain[], { to, machine }: TraceInput): DiagnosedChain {
  const [first] = chains;
  if (first === undefined) {
    throw new HostError('conflict', `${machine} has no network card, so there is no path to trace.`);
  }
  const hasIt = ({ chain: { instance, hops } }: DiagnosedChain): boolean =>
    to !== undefined &&
    (instance?.privateAddress === to ||
      instance?.publicAddresses.includes(to) === true ||
      hops.some(({ addresses }) => addresses.some(({ address }) => address === to)));
  const reachesInside = ({ chain: { instance } }: DiagnosedChain): boolean =>
    instance !== null && (instance.publicAddresses.includes(to ?? '') || instance.privateAddress === to);
  return chains.find(reachesInside) ?? chains.find(hasIt) ?? first;
}
