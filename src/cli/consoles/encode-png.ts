import { deflateSync } from 'node:zlib';
import { CommandFault } from '../command-fault.ts';

/** A PPM as QEMU writes it (P6, 255) as a PNG: RGB of 8 bits, no filter (PNG specification, third edition, 5 and 11). */
export function encodePng(ppm: Buffer): Buffer {
  const [head = '', width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(ppm.subarray(0, 40).toString('latin1')) ?? [];
  const pixels = ppm.subarray(head.length);
  const rowBytes = Number(width) * 3;
  if (head === '' || pixels.length !== rowBytes * Number(height)) {
    throw new CommandFault('unexpected-output', 'The picture that QEMU made is cut off.');
  }
  const rows = Array.from({ length: Number(height) }, (_, row) => [
    Buffer.from([0]),
    pixels.subarray(row * rowBytes, (row + 1) * rowBytes),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(Number(width), 0);
  header.writeUInt32BE(Number(height), 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(checksum(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The CRC of ISO 3309, as annex D of the PNG specification computes it. */
function checksum(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
