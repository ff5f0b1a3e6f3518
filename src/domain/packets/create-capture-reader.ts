import { createByteQueue } from './byte-queue.ts';
import type { CaptureReader, CaptureStep } from './captured-packet.ts';
import { createPcapReader, isPcapMagic } from './create-pcap-reader.ts';
import { createPcapngReader } from './create-pcapng-reader.ts';
import { blockTypes } from './pcapng-blocks.ts';

const nothing: CaptureStep = { packets: [], problem: null };

/** A capture of either format, told by its first four bytes. */
export function createCaptureReader(): CaptureReader {
  const queue = createByteQueue();
  let reader: CaptureReader | null = null;
  let problem: string | null = null;

  function choose(): CaptureReader | null {
    const magic = queue.peek(4)?.getUint32(0) ?? null;
    if (magic === null) {
      return null;
    }
    if (isPcapMagic(magic)) {
      return createPcapReader(queue);
    }
    problem = magic === blockTypes.section ? null : 'This is no capture: it begins neither as a pcap nor as a pcapng file does.';
    return problem === null ? createPcapngReader(queue) : null;
  }

  return {
    push(chunk) {
      if (reader === null && problem === null) {
        queue.push(chunk);
        reader = choose();
        return reader?.push(new Uint8Array(0)) ?? { ...nothing, problem };
      }
      return reader?.push(chunk) ?? { ...nothing, problem };
    },
    finish: () => problem ?? (reader === null ? finishEarly(queue.length) : reader.finish()),
  };
}

function finishEarly(length: number): string | null {
  return length > 0 ? 'This is no capture: it has fewer bytes than any has.' : null;
}
