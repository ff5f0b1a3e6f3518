/** ISO 9660 counts in blocks of this size; others are allowed and not seen in the wild. */
export const sectorBytes = 2048;

export interface Extent {
  readonly sector: number;
  readonly count: number;
}

/**
 * How a reader asks for what it needs without knowing where it comes from: it yields extents and is given their bytes, one array
 * each, shorter where the file ends. Everything asked for together costs one round trip.
 */
export type SectorReading<Result> = Generator<readonly Extent[], Result, readonly Uint8Array[]>;

/** The extent that holds so many bytes. */
export function toExtent(sector: number, bytes: number): Extent {
  return { sector, count: Math.max(1, Math.ceil(bytes / sectorBytes)) };
}

/** Sectors that are at hand, by number. */
export type SectorMap = ReadonlyMap<number, Uint8Array>;

/** Takes the bytes of an extent apart into its sectors. */
export function splitSectors({ sector, count }: Extent, bytes: Uint8Array): readonly (readonly [number, Uint8Array])[] {
  return Array.from({ length: count }, (_, index) => [
    sector + index,
    bytes.subarray(index * sectorBytes, (index + 1) * sectorBytes),
  ]);
}

/**
 * Runs a reading as far as the sectors at hand go: to its result, or to the extents that it misses. It begins from the start each
 * time, which costs nothing beside a round trip.
 */
export function runReading<Result>(
  start: () => SectorReading<Result>,
  sectors: SectorMap,
): { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'missing'; readonly extents: readonly Extent[] } {
  const reading = start();
  let step = reading.next();
  while (!step.done) {
    const missing = step.value.filter(({ sector, count }) => !hasAll(sectors, sector, count));
    if (missing.length > 0) {
      return { kind: 'missing', extents: missing };
    }
    step = reading.next(step.value.map((extent) => joinSectors(extent, sectors)));
  }
  return { kind: 'done', result: step.value };
}

function hasAll(sectors: SectorMap, first: number, count: number): boolean {
  for (let sector = first; sector < first + count; sector += 1) {
    if (!sectors.has(sector)) {
      return false;
    }
  }
  return true;
}

function joinSectors({ sector, count }: Extent, sectors: SectorMap): Uint8Array {
  const joined = new Uint8Array(count * sectorBytes);
  let filled = 0;
  for (let index = 0; index < count; index += 1) {
    const bytes = sectors.get(sector + index) ?? new Uint8Array();
    joined.set(bytes, filled);
    filled += bytes.length;
  }
  return joined.subarray(0, filled);
}
