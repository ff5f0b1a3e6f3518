import { z } from 'zod';
import type { QmpEvent } from '#domain/machines/machine-run.ts';

const eventSchema = z.object({
  timestamp: z.object({ seconds: z.number(), microseconds: z.number() }),
  event: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** One line of a machine's events.log; null for an answer, the greeting, or a line that broke off. */
export function parseEvent(line: string): QmpEvent | null {
  if (!line.includes('"event"')) {
    return null;
  }
  const parsed = eventSchema.safeParse(parseJsonOrNull(line));
  if (!parsed.success) {
    return null;
  }
  const { timestamp, event, data = {} } = parsed.data;
  const plain = Object.entries(data).filter((entry): entry is [string, string | number | boolean] => isPlain(entry[1]));
  return {
    name: event,
    atEpochMs: timestamp.seconds * 1_000 + Math.floor(timestamp.microseconds / 1_000),
    data: Object.fromEntries(plain),
  };
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function parseJsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // QEMU was killed in the middle of a line: what it was about to say is lost.
    return null;
  }
}
