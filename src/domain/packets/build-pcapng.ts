import { blockTypes, optionCodes, padded, sectionMagic } from './pcapng-blocks.ts';
import { encodeText } from './text-bytes.ts';

/** One hop that was listened at, as a reader of the file sees it. */
export interface PcapngInterfaceOptions {
  readonly name: string;
  readonly description: string;
  readonly linkType: number;
}

export interface PcapngPacket {
  readonly interfaceIndex: number;
  readonly atMicroseconds: number;
  readonly originalLength: number;
  readonly bytes: Uint8Array;
  readonly comment: string | null;
}

export interface PcapngStatistics {
  readonly interfaceIndex: number;
  readonly atMicroseconds: number;
  /** Packets that passed the filter, and those of them that the kernel could not keep. */
  readonly received: number;
  readonly dropped: number;
}

/** The head of a file, before everything else. Little endian, as nearly every reader is. */
export function buildSection(application: string): Uint8Array {
  const fixed = new DataView(new ArrayBuffer(16));
  fixed.setUint32(0, sectionMagic, true);
  fixed.setUint16(4, 1, true);
  // How long the section is, is not known while it is written.
  fixed.setBigInt64(8, -1n, true);
  return buildBlock(blockTypes.section, [toBytes(fixed), buildOptions([[optionCodes.application, toText(application)]])]);
}

export function buildInterface({ name, description, linkType }: PcapngInterfaceOptions): Uint8Array {
  const fixed = new DataView(new ArrayBuffer(8));
  fixed.setUint16(0, linkType, true);
  fixed.setUint32(4, 262_144, true);
  const options = buildOptions([
    [optionCodes.name, toText(name)],
    [optionCodes.description, toText(description)],
    [optionCodes.resolution, Uint8Array.of(6)],
  ]);
  return buildBlock(blockTypes.interface, [toBytes(fixed), options]);
}

export function buildPacketBlock({ interfaceIndex, atMicroseconds, originalLength, bytes, comment }: PcapngPacket): Uint8Array {
  const fixed = new DataView(new ArrayBuffer(20));
  fixed.setUint32(0, interfaceIndex, true);
  setTime(fixed, 4, atMicroseconds);
  fixed.setUint32(12, bytes.length, true);
  fixed.setUint32(16, originalLength, true);
  const options = comment === null ? new Uint8Array(0) : buildOptions([[optionCodes.comment, toText(comment)]]);
  return buildBlock(blockTypes.packet, [toBytes(fixed), toPadded(bytes), options]);
}

export function buildStatistics({ interfaceIndex, atMicroseconds, received, dropped }: PcapngStatistics): Uint8Array {
  const fixed = new DataView(new ArrayBuffer(12));
  fixed.setUint32(0, interfaceIndex, true);
  setTime(fixed, 4, atMicroseconds);
  const options = buildOptions([
    [optionCodes.received, toCount(received)],
    [optionCodes.dropped, toCount(dropped)],
  ]);
  return buildBlock(blockTypes.statistics, [toBytes(fixed), options]);
}

function setTime(view: DataView, offset: number, atMicroseconds: number): void {
  view.setUint32(offset, Math.floor(atMicroseconds / 4_294_967_296), true);
  view.setUint32(offset + 4, atMicroseconds % 4_294_967_296, true);
}

function toCount(count: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(count), true);
  return toBytes(view);
}

/** An option's value has at most 65,535 bytes. */
function toText(text: string): Uint8Array {
  return encodeText(text).subarray(0, 65_535);
}

function buildOptions(options: readonly (readonly [code: number, value: Uint8Array])[]): Uint8Array {
  const parts = options.flatMap(([code, value]) => [toHead(code, value.length), toPadded(value)]);
  return join([...parts, toHead(optionCodes.end, 0)]);
}

function toHead(code: number, length: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, code, true);
  view.setUint16(2, length, true);
  return toBytes(view);
}

function buildBlock(type: number, parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  const length = body.length + 12;
  const block = new Uint8Array(length);
  const view = new DataView(block.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  block.set(body, 8);
  view.setUint32(length - 4, length, true);
  return block;
}

function toPadded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(padded(bytes.length));
  whole.set(bytes);
  return whole;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBytes(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
