import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { readPacket, toHexLines } from './describe-capture.ts';
import type { CaptureProgress, ListedPacket } from './capture-progress.ts';

interface PacketDetailProps {
  readonly progress: CaptureProgress;
  readonly packet: ListedPacket;
}

/** All that is known of one packet, over as many lines as it takes, and its bytes. */
export function PacketDetail({ progress, packet }: PacketDetailProps) {
  const { time, where, protocol, source, destination, text, bytes } = readPacket(progress, packet);
  const isCut = bytes.length < packet.originalLength;
  const size = `${packet.originalLength.toString()} bytes`;
  return (
    <Section title={`Packet ${packet.number.toString()}`} aside={time}>
      <Stacked isTight>
        <FactList
          isNarrow
          rows={[
            { label: 'Seen at', value: where },
            { label: 'From', value: source },
            { label: 'To', value: destination },
            { label: protocol, value: text },
            { label: 'Size', value: isCut ? `${size}, of which ${bytes.length.toString()} were kept` : size },
          ]}
        />
        <CommandBlock label="Bytes of the packet" command={toHexLines(bytes).join('\n')} />
      </Stacked>
    </Section>
  );
}
