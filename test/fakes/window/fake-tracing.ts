import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent, ViewerPlace } from '#domain/path/capture/viewed-capture-event.ts';
import type { TraceEvent } from '#domain/path/trace/trace-result.ts';
import { aRequestForWindow } from '../packet-texts.ts';
import { aCopy, aTraceResult } from '../traces.ts';

/** A trace that ends in a machine which does not forward, and a capture of pings. */
export function createFakeTracing() {
  return {
    async *trace(): AsyncGenerator<TraceEvent> {
      const result = aTraceResult();
      yield { kind: 'plan', probe: result.probe, plan: result.plan };
      for (const { hopId } of result.plan.stops.slice(0, 3)) yield { kind: 'listening', hopId };
      yield { kind: 'stage', sentence: 'Sending probes.' };
      for (const copy of result.copies) yield { kind: 'copy', copy };
      yield { kind: 'copy', copy: aCopy({ number: 2 }) };
      yield { kind: 'result', result };
    },
    findViewer: (): Promise<ViewerPlace> => Promise.resolve({ program: '/usr/bin/wireshark', lookedAt: ['/usr/bin/wireshark'] }),
    async *captureIntoViewer(): AsyncGenerator<ViewedCaptureEvent> {
      yield { kind: 'viewer', program: '/usr/bin/wireshark' };
      yield {
        kind: 'hops',
        filter: '',
        hops: [{ hopId: 'host:em1', name: 'em1', place: 'host', description: 'em1 of the host' }],
      };
      yield { kind: 'passed-on', at: 0, count: 17 };
    },
    async *capture(): AsyncGenerator<CaptureEvent> {
      const hop = (name: string) => ({ hopId: `host:${name}`, name, place: 'host', description: `${name} of the host` }) as const;
      yield { kind: 'hops', filter: '', hops: [hop('em1'), hop('br0')] };
      yield { kind: 'counts', at: 0, received: 400, dropped: 3 };
      for (let number = 0; number < 200; number += 1) {
        const packet = { atMicroseconds: 1_700_000_000_000_000 + number * 1000, linkType: 1, originalLength: 98 };
        yield { kind: 'packets', at: number % 2, packets: [{ ...packet, base64: aRequestForWindow }] };
      }
    },
  };
}
