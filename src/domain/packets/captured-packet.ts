/** What the first bytes of a packet are (https://www.tcpdump.org/linktypes.html). Only those whose headers are known here have names. */
export const linkTypes = { ethernet: 1, raw: 101, cooked: 113, cooked2: 276 } as const;

/** One packet as a capture holds it; `bytes` may be only its beginning. */
export interface CapturedPacket {
  /** Whole microseconds since 1970: exact until the year 2255, which nanoseconds in a number would not be. */
  readonly atMicroseconds: number;
  readonly linkType: number;
  /** In the order of the file; 0 where it knows of one only. */
  readonly interfaceIndex: number;
  readonly originalLength: number;
  readonly bytes: Uint8Array;
  readonly comment: string | null;
}

/**
 * Reads a capture as it comes. It keeps no more than one unfinished record, which is at most `maxRecordBytes`. What cannot be a capture
 * is a sentence in `problem`; nothing after it is read.
 */
export interface CaptureReader {
  push(chunk: Uint8Array): CaptureStep;
  /** Called when no more bytes come: a sentence where a record was cut off. */
  finish(): string | null;
}

export interface CaptureStep {
  readonly packets: readonly CapturedPacket[];
  readonly problem: string | null;
}

/** The largest packet that tcpdump takes is 256 KiB (MAXIMUM_SNAPLEN); more is no packet. */
export const maxRecordBytes = 1024 * 1024;
