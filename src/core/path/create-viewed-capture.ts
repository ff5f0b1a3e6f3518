import type { AppApi } from '#contract/api.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import { createCaptureWriter } from '#domain/path/capture/create-capture-writer.ts';
import { HostError } from '../ports/host-error.ts';
import type { PacketViewer } from '../ports/packet-viewer.ts';

type Capture = AppApi['path']['capture'];

/** A capture that Wireshark on this laptop shows while it goes on: the same packets, one interface for each device. */
export function createViewedCapture(
  viewer: PacketViewer,
  capture: Capture,
): Pick<AppApi['path'], 'findViewer' | 'captureIntoViewer'> {
  async function findProgram(): Promise<string> {
    const { program, lookedAt } = await viewer.find();
    if (program === null) {
      throw new HostError('not-found', 'Wireshark is not on this laptop, or not where it usually is.', {
        hint: 'Install it from https://www.wireshark.org, or write a file: nutshell capture … -o x.pcapng',
        raw: ['Looked at:', ...lookedAt].join('\n'),
      });
    }
    return program;
  }

  return {
    findViewer: () => viewer.find(),
    async *captureIntoViewer(input, { signal }) {
      const program = await findProgram();
      const feed = viewer.open(program);
      const writer = createCaptureWriter((text) => Buffer.from(text, 'base64'));
      yield { kind: 'viewer', program };
      try {
        for await (const event of capture(input, { signal: AbortSignal.any([signal, feed.closed]) })) {
          await feed.write(Buffer.concat(writer.take(event)));
          yield withoutPackets(event);
          if (feed.closed.aborted) {
            break;
          }
        }
      } catch (error) {
        // Whoever closes Wireshark ends the capture: that is how it is stopped there.
        if (!feed.closed.aborted || signal.aborted) {
          throw error;
        }
      } finally {
        await feed.write(Buffer.concat(writer.finish()));
        feed.end();
      }
      if (feed.closed.reason instanceof HostError) {
        throw feed.closed.reason;
      }
    },
  };
}

/** The packets went to Wireshark: a second copy of each through the window's door would only make the first ones late. */
function withoutPackets(event: CaptureEvent) {
  return event.kind === 'packets' ? ({ kind: 'passed-on', at: event.at, count: event.packets.length } as const) : event;
}
