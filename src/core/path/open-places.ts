import type { AppApi } from '#contract/api.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HopPlace } from '#domain/path/chain.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostLink } from '../ports/host-connector.ts';
import type { HostShell } from '../ports/host-shell.ts';
import type { OpenInside } from './create-inside-reader.ts';

/** A place of a path with a shell in it, for longer than one reading. */
export interface OpenPlace {
  readonly place: HopPlace;
  readonly shell: HostShell;
  readonly asRoot: boolean;
}

export interface OpenPlaces {
  /** The host first. */
  readonly places: readonly OpenPlace[];
  /** Closes the connections inside; the host's own stays. */
  close(): void;
}

export interface PlacesQuestion {
  readonly host: Host;
  readonly wayIn: Parameters<AppApi['path']['diagnose']>[0]['wayIn'];
  readonly signal: AbortSignal;
}

/** The host, and with a way in the machine and its instance. */
export async function openPlaces(
  { connections, openInside }: { readonly connections: Connections; readonly openInside: OpenInside },
  { host, wayIn, signal }: PlacesQuestion,
): Promise<OpenPlaces> {
  const outer: OpenPlace = {
    place: 'host',
    shell: connections.shellOf(host),
    asRoot: connections.privilegeOf(host.id) === 'sudo',
  };
  if (wayIn === undefined) {
    return { places: [outer], close: () => undefined };
  }
  const { machine, instance, acceptedFingerprints } = wayIn;
  const known = connections.answersOf(host.id);
  const answers = { ...known, acceptedFingerprints: [...known.acceptedFingerprints, ...acceptedFingerprints] };
  const common = { host, answers, signal };
  const opening = [
    openInside({ ...common, way: [machine] }),
    ...(instance === undefined ? [] : [openInside({ ...common, way: [machine, instance] })]),
  ];
  const settled = await Promise.allSettled(opening);
  const links = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const close = (): void => links.forEach((link) => link.close());
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    close();
    throw failed.reason;
  }
  return { places: [outer, ...links.map((link, at) => toPlace(link, at === 0 ? 'machine' : 'nested'))], close };
}

function toPlace({ shell, privilege }: HostLink, place: HopPlace): OpenPlace {
  return { place, shell, asRoot: privilege === 'sudo' };
}
