import { createByteQueue, type ByteQueue } from './byte-queue.ts';
import { maxRecordBytes, type CapturedPacket, type CaptureReader, type CaptureStep } from './captured-packet.ts';

interface PcapHead {
  readonly isLittleEndian: boolean;
  readonly unitsPerMicrosecond: number;
  readonly linkType: number;
}

const headBytes = 24;
const recordHeadBytes = 16;

/** The old format, which every tcpdump writes (draft-ietf-opsawg-pcap): a head, then one record for each packet. */
export function createPcapReader(queue: ByteQueue = createByteQueue()): CaptureReader {
  let head: PcapHead | null = null;
  let problem: string | null = null;

  function readRecord({ isLittleEndian, unitsPerMicrosecond, linkType }: PcapHead): CapturedPacket | null {
    const record = queue.peek(recordHeadBytes);
    if (record === null) {
      return null;
    }
    const [seconds, fraction] = [record.getUint32(0, isLittleEndian), record.getUint32(4, isLittleEndian)];
    const [length, originalLength] = [record.getUint32(8, isLittleEndian), record.getUint32(12, isLittleEndian)];
    if (length > maxRecordBytes) {
      problem = `This is no capture, or it is damaged: a packet would have ${length} bytes.`;
      return null;
    }
    if (queue.length < recordHeadBytes + length) {
      return null;
    }
    queue.take(recordHeadBytes);
    return {
      atMicroseconds: seconds * 1_000_000 + Math.floor(fraction / unitsPerMicrosecond),
      linkType,
      interfaceIndex: 0,
      originalLength,
      bytes: queue.take(length),
      comment: null,
    };
  }

  function read(): CaptureStep {
    const packets: CapturedPacket[] = [];
    const view = head === null && problem === null ? queue.peek(headBytes) : null;
    if (view !== null) {
      head = readHead(view);
      problem = head === null ? 'This is no capture: it does not begin as a pcap file does.' : null;
      queue.take(headBytes);
    }
    for (let packet = next(); packet !== null; packet = next()) {
      packets.push(packet);
    }
    return { packets, problem };
  }

  const next = (): CapturedPacket | null => (head === null || problem !== null ? null : readRecord(head));

  return {
    push(chunk) {
      if (problem === null) {
        queue.push(chunk);
      }
      return read();
    },
    finish: () => problem ?? (queue.length > 0 ? 'The capture was cut off in the middle of a packet.' : null),
  };
}

const magics: Readonly<Record<number, Omit<PcapHead, 'linkType'>>> = {
  0xa1b2c3d4: { isLittleEndian: false, unitsPerMicrosecond: 1 },
  0xd4c3b2a1: { isLittleEndian: true, unitsPerMicrosecond: 1 },
  0xa1b23c4d: { isLittleEndian: false, unitsPerMicrosecond: 1000 },
  0x4d3cb2a1: { isLittleEndian: true, unitsPerMicrosecond: 1000 },
};

export function isPcapMagic(magic: number): boolean {
  return Object.hasOwn(magics, magic);
}

function readHead(view: DataView): PcapHead | null {
  const kind = magics[view.getUint32(0)];
  // The upper half tells of the frame check sequence.
  return kind === undefined ? null : { ...kind, linkType: view.getUint32(20, kind.isLittleEndian) & 0xffff };
}
