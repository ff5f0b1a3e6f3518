import { createByteQueue, type ByteQueue } from './byte-queue.ts';
import { maxRecordBytes, type CapturedPacket, type CaptureReader, type CaptureStep } from './captured-packet.ts';
import { blockTypes, optionCodes, padded, sectionMagic } from './pcapng-blocks.ts';
import { decodeText } from './text-bytes.ts';

interface Section {
  readonly isLittleEndian: boolean;
  readonly interfaces: PcapngInterface[];
}

interface PcapngInterface {
  readonly linkType: number;
  readonly unitsPerSecond: number;
}

const smallestBlock = 12;

/** The format that Wireshark writes (draft-ietf-opsawg-pcapng): blocks, of which the unknown ones are passed over. */
export function createPcapngReader(queue: ByteQueue = createByteQueue()): CaptureReader {
  let section: Section | null = null;
  let problem: string | null = null;

  function readBlock(): Uint8Array | null {
    const head = queue.peek(smallestBlock);
    if (head === null) {
      return null;
    }
    if (head.getUint32(0) === blockTypes.section) {
      section = openSection(head.getUint32(8));
    }
    if (section === null) {
      problem = 'This is no capture: it does not begin as a pcapng file does.';
      return null;
    }
    const length = head.getUint32(4, section.isLittleEndian);
    if (length < smallestBlock || length % 4 !== 0 || length > maxRecordBytes) {
      problem = `This is no capture, or it is damaged: a block would have ${length} bytes.`;
      return null;
    }
    return queue.length < length ? null : queue.take(length);
  }

  function read(): CaptureStep {
    const packets: CapturedPacket[] = [];
    for (let block = problem === null ? readBlock() : null; block !== null; block = problem === null ? readBlock() : null) {
      const packet = section === null ? null : takeBlock(section, block);
      if (packet !== null) {
        packets.push(packet);
      }
    }
    return { packets, problem };
  }

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

function openSection(magic: number): Section | null {
  return magic === sectionMagic || magic === 0x4d3c2b1a ? { isLittleEndian: magic !== sectionMagic, interfaces: [] } : null;
}

/** A packet, where the block holds one that can be read; a description of an interface is kept in the section. */
function takeBlock({ isLittleEndian, interfaces }: Section, block: Uint8Array): CapturedPacket | null {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  switch (view.getUint32(0, isLittleEndian)) {
    case blockTypes.interface:
      if (block.length >= 20) {
        interfaces.push({
          linkType: view.getUint16(8, isLittleEndian),
          unitsPerSecond: toUnits(readOptions(view, 16, isLittleEndian).get(optionCodes.resolution)),
        });
      }
      return null;
    case blockTypes.packet:
      return block.length < 32 ? null : readPacket(view, block, { isLittleEndian, interfaces });
    default:
      return null;
  }
}

function readPacket(view: DataView, block: Uint8Array, { isLittleEndian, interfaces }: Section): CapturedPacket | null {
  const u32 = (offset: number): number => view.getUint32(offset, isLittleEndian);
  const [interfaceIndex, length] = [u32(8), u32(20)];
  const source = interfaces[interfaceIndex];
  if (source === undefined || 28 + length + 4 > block.length) {
    return null;
  }
  const units = BigInt(u32(12)) * 4_294_967_296n + BigInt(u32(16));
  const comment = readOptions(view, 28 + padded(length), isLittleEndian).get(optionCodes.comment);
  return {
    atMicroseconds: Number((units * 1_000_000n) / BigInt(source.unitsPerSecond)),
    linkType: source.linkType,
    interfaceIndex,
    originalLength: u32(24),
    bytes: block.slice(28, 28 + length),
    comment: comment === undefined ? null : decodeText(comment),
  };
}

/** Up to the first that is damaged; the block's own last four bytes are its length. */
function readOptions(view: DataView, start: number, isLittleEndian: boolean): ReadonlyMap<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  const end = view.byteLength - 4;
  for (let at = start; at + 4 <= end;) {
    const [code, length] = [view.getUint16(at, isLittleEndian), view.getUint16(at + 2, isLittleEndian)];
    if (code === optionCodes.end || at + 4 + length > end) {
      break;
    }
    options.set(code, new Uint8Array(view.buffer, view.byteOffset + at + 4, length));
    at += 4 + padded(length);
  }
  return options;
}

/** A power of ten, or of two where the highest bit is set; microseconds where nothing is said. */
function toUnits(resolution: Uint8Array | undefined): number {
  const value = resolution?.[0] ?? 6;
  const power = Math.min(value & 0x7f, (value & 0x80) === 0 ? 15 : 50);
  return (value & 0x80) === 0 ? 10 ** power : 2 ** power;
}
