import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Chain } from '#domain/path/chain.ts';
import { createCaptureWriter } from '#domain/path/capture/create-capture-writer.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { FieldRow, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { VirtualRows } from '#renderer/ui/virtual-rows.tsx';
import { describeCapture, toPacketLine } from './describe-capture.ts';
import type { CaptureProgress, ListedPacket } from './capture-progress.ts';
import { PacketDetail } from './packet-detail.tsx';
import { checkWay, toWayIn } from './trace-wish.ts';
import { useCapture } from './use-capture.ts';
import { useViewerReason } from './use-viewer.ts';
import { WayInFields } from './way-in-fields.tsx';

interface CaptureViewProps {
  readonly hostId: string;
  readonly machine: string;
  readonly chain: Chain;
}

const maxSeconds = 3_600;

/** What comes by at devices of the path, as it comes; kept as a file for Wireshark. */
export function CaptureView({ hostId, machine, chain }: CaptureViewProps) {
  const { progress, start, stop } = useCapture();
  const [hops, setHops] = useState<readonly string[]>([]);
  const [filter, setFilter] = useState('');
  const [way, setWay] = useState({ inside: '', instance: '' });
  const viewerReason = useViewerReason();
  const errors = checkWay(way);
  const isRunning = progress.kind === 'running';
  const begin = (target: 'list' | 'viewer'): void => {
    if (!isRunning && Object.keys(errors).length === 0) {
      start({ hostId, machine, hops: [...hops], filter, snapBytes: 0, maxSeconds, ...toWayIn(way) }, target);
    }
  };
  const data = chain.hops
    .filter(({ place }) => place === 'host' || way.inside !== '')
    .map(({ place, name }) => ({
      value: `${place}:${name}`,
      label: `${name} of the ${place === 'nested' ? 'instance' : place}`,
    }));
  return (
    <PaddedScroll label="Capture">
      <Stacked>
        <form
          aria-label="Capture"
          onSubmit={(event) => {
            event.preventDefault();
            begin('list');
          }}
        >
          <Fields>
            <FieldRow isEven>
              <MultiSelect
                label="Listen at"
                placeholder={hops.length === 0 ? 'every device' : ''}
                data={data}
                value={[...hops]}
                onChange={setHops}
              />
              <TextInput
                label="Only packets that are"
                placeholder="icmp or arp"
                spellCheck={false}
                value={filter}
                onChange={(event) => setFilter(event.currentTarget.value)}
              />
            </FieldRow>
            <WayInFields wish={way} errors={errors} onChange={(change) => setWay({ ...way, ...change })} />
            <FormActions>
              <Button type="submit" variant="filled" loading={isRunning}>
                Start capture
              </Button>
              {isRunning ? (
                <Button onClick={stop}>Stop capture</Button>
              ) : (
                <ReasonedButton reason={viewerReason} onClick={() => begin('viewer')}>
                  Show in Wireshark
                </ReasonedButton>
              )}
              {progress.packets.length > 0 && <Button onClick={() => save(machine, progress)}>Save as pcapng</Button>}
              <Muted>{describeCapture(progress)}</Muted>
            </FormActions>
          </Fields>
        </form>
        <CapturedPackets progress={progress} />
      </Stacked>
    </PaddedScroll>
  );
}

/** What went wrong, the list, and below it the packet that was chosen from it. */
function CapturedPackets({ progress }: { readonly progress: CaptureProgress }) {
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const keyOf = ({ number }: ListedPacket): string => number.toString();
  const chosen = progress.packets.find((packet) => keyOf(packet) === chosenKey);
  return (
    <>
      {progress.problem !== null && <ProblemView title="The capture failed" problem={progress.problem} />}
      {[...progress.reasons].map(([at, reason]) => (
        <Banner key={at} tone="attention" word={progress.hops[at]?.name ?? 'A device'}>
          {reason}
        </Banner>
      ))}
      {progress.packets.length > 0 && (
        <VirtualRows
          label="Packets"
          rows={progress.packets}
          keyOf={keyOf}
          render={(packet) => toPacketLine(progress, packet)}
          chosenKey={chosen === undefined ? null : chosenKey}
          onChoose={(packet) => setChosenKey(keyOf(packet))}
          followsEnd
        />
      )}
      {chosen !== undefined && <PacketDetail progress={progress} packet={chosen} />}
    </>
  );
}

function save(machine: string, { hops, packets, dropped }: CaptureProgress): void {
  const writer = createCaptureWriter((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  const blocks = [
    ...writer.take({ kind: 'hops', hops, filter: '' }),
    ...packets.flatMap((packet) => writer.take({ kind: 'packets', at: packet.at, packets: [packet] })),
    ...[...dropped].flatMap(([at, count]) => writer.take({ kind: 'counts', at, received: packets.length, dropped: count })),
    ...writer.finish(),
  ];
  saveFile(
    `${machine}.pcapng`,
    new Blob(
      blocks.map((block) => new Uint8Array(block)),
      { type: 'application/octet-stream' },
    ),
  );
}
