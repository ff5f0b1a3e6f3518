import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Chain } from '#domain/path/chain.ts';
import { createCaptureWriter } from '#domain/path/capture/create-capture-writer.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { FieldRow, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { PaddedScroll } from '#renderer/ui/padded-scroll.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { VirtualRows } from '#renderer/ui/virtual-rows.tsx';
import { describeCapture, toPacketLine } from './describe-capture.ts';
import type { CaptureProgress } from './capture-progress.ts';
import { checkWay, toWayIn } from './trace-wish.ts';
import { useCapture } from './use-capture.ts';
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
  const errors = checkWay(way);
  const isRunning = progress.kind === 'running';
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
            if (!isRunning && Object.keys(errors).length === 0) {
              start({ hostId, machine, hops: [...hops], filter, snapBytes: 0, maxSeconds, ...toWayIn(way) });
            }
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
              {isRunning && <Button onClick={stop}>Stop capture</Button>}
              {progress.packets.length > 0 && <Button onClick={() => save(machine, progress)}>Save as pcapng</Button>}
              <Muted>{describeCapture(progress)}</Muted>
            </FormActions>
          </Fields>
        </form>
        {progress.problem !== null && <ProblemView title="The capture failed" problem={progress.problem} />}
        {[...progress.reasons].map(([at, reason]) => (
          <Banner key={at} tone="attention" word={progress.hops[at]?.name ?? 'A device'}>
            {reason}
          </Banner>
        ))}
        {progress.total > 0 && (
          <VirtualRows
            label="Packets"
            rows={progress.packets}
            keyOf={({ number }) => number.toString()}
            render={(packet) => toPacketLine(progress, packet)}
            followsEnd
          />
        )}
      </Stacked>
    </PaddedScroll>
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
