import type { AppClient } from '#contract/api.ts';
import { toProblem } from '#contract/api-error.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Chain, HopPlace } from '#domain/path/chain.ts';
import { changesChain, type LivePictures } from '#domain/path/live/apply-live.ts';
import type { LivePicture, TimedChange } from '#domain/path/live/live-picture.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { parseCount } from '../machines/parse-size.ts';
import { drawLiveChains } from './draw-live-chains.ts';
import { createChainReader } from './look-inside.ts';
import type { ChainOptions } from './chain-options.ts';
import { toLiveDocument } from './to-live-document.ts';
import { toWayIn } from './way-in.ts';

/** A terminal keeps so many lines of what changed under the table. */
const shownChanges = 8;

interface PlaceTold {
  readonly place: HopPlace;
  readonly picture: LivePicture;
}

/** Tells the chain again and again, until Ctrl-C or for as many turns as were asked for. */
export async function followChain(invocation: Invocation, name: string, options: ChainOptions): Promise<ExitCode> {
  const turns = options.turns === undefined ? Infinity : parseCount(options.turns, '--turns');
  const { host } = await findMachine(invocation, name, options.host, false);
  const { client } = await invocation.session();
  const controller = new AbortController();
  const signal = AbortSignal.any([invocation.signal, controller.signal]);
  const read = createChainReader(invocation, { hostId: host.id, machine: name }, options);
  const input = { hostId: host.id, ...toPlaces(invocation, name, options) };
  try {
    let chains = await read(signal);
    let pictures: LivePictures = {};
    let changes: readonly TimedChange[] = [];
    const isOver = countTurns(turns);
    for await (const { place, picture } of listenToPlaces(client, input, signal)) {
      pictures = { ...pictures, [place]: picture };
      changes = [...changes, ...picture.changes].slice(-shownChanges);
      chains = picture.changes.some(({ change }) => changesChain(change)) ? await read(signal) : chains;
      tell(invocation, { host, name, chains, pictures, changes, isNews: picture.changes });
      if (place === 'host' && isOver(picture.turn)) {
        break;
      }
    }
    return exitCodes.done;
  } catch (error) {
    if (invocation.signal.aborted && toProblem(error).code === 'cancelled') {
      return exitCodes.done;
    }
    throw error;
  } finally {
    controller.abort();
  }
}

/** Turns are counted by whoever tells them; a feed that others listen to began before. */
function countTurns(wanted: number): (turn: number) => boolean {
  let first: number | null = null;
  return (turn) => {
    first ??= turn;
    return turn - first + 1 >= wanted;
  };
}

interface Told {
  readonly host: Host;
  readonly name: string;
  readonly chains: readonly Chain[];
  readonly pictures: LivePictures;
  readonly changes: readonly TimedChange[];
  readonly isNews: readonly TimedChange[];
}

function tell({ output }: Invocation, { host, name, chains, pictures, changes, isNews }: Told): void {
  output.item(toLiveDocument({ host, machine: name, chains, pictures, changes: isNews }));
  output.redraw(drawLiveChains({ chains, pictures, changes, hostName: host.name }, output.paint));
}

type LiveInput = Parameters<AppClient['path']['live']>[0];

/** Where is listened: inside as the chains were read. */
function toPlaces({ acceptedFingerprints }: Invocation, name: string, options: ChainOptions): Omit<LiveInput, 'hostId'> {
  return options.inside === true ? { insideOf: name } : toWayIn(options, acceptedFingerprints);
}

/** The host, the machine and its instance, as far as somebody is to look into them. */
function placesOf({ hostId, wayIn, insideOf }: LiveInput): readonly (readonly [HopPlace, LiveInput])[] {
  if (insideOf !== undefined) {
    return [
      ['host', { hostId }],
      ['machine', { hostId, insideOf }],
    ];
  }
  if (wayIn === undefined) {
    return [['host', { hostId }]];
  }
  const { instance, ...machineOnly } = wayIn;
  return [
    ['host', { hostId }],
    ['machine', { hostId, wayIn: machineOnly }],
    ...(instance === undefined ? [] : [['nested', { hostId, wayIn }] as const]),
  ];
}

/** Each place over a channel of its own, as they tell. */
async function* listenToPlaces(client: AppClient, input: LiveInput, signal: AbortSignal): AsyncGenerator<PlaceTold> {
  const places = placesOf(input);
  const streams = places.map(([place, each]) => ({ place, told: client.path.live(each, { signal })[Symbol.asyncIterator]() }));
  const next = async (stream: (typeof streams)[number]) => ({ stream, item: await stream.told.next() });
  const waiting = new Map(streams.map((stream) => [stream, next(stream)]));
  while (waiting.size > 0) {
    const { stream, item } = await Promise.race(waiting.values());
    if (item.done === true) {
      waiting.delete(stream);
    } else {
      waiting.set(stream, next(stream));
      yield { place: stream.place, picture: item.value };
    }
  }
}
