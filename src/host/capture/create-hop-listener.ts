import type { HopListener, ListenNotice, ListenRequest } from '#core/ports/hop-listener.ts';
import type { Resources } from '#core/ports/stores.ts';
import { createCaptureReader } from '#domain/packets/create-capture-reader.ts';
import { explainCaptureEnd } from './explain-capture-end.ts';
import { parseCaptureLine, type CaptureLine } from './parse-capture-line.ts';

/** Listens with capture-hops.sh. */
export function createHopListener({ resources }: { readonly resources: Resources }): HopListener {
  return {
    async *listen({ shell, asRoot, purpose, interfaces, filter, snapBytes, maxSeconds, signal }: ListenRequest) {
      const text = await resources.read('host/capture-hops.sh');
      const args = [maxSeconds, snapBytes].map(String).concat(filter, interfaces);
      const command = { kind: 'script', name: 'capture-hops.sh', text, args } as const;
      const hops = interfaces.map((name) => createHopEnd(name));
      for await (const line of shell.lines({ purpose, command, asRoot, signal })) {
        yield* readLine(line, hops);
      }
    },
  };
}

type HopLine = Exclude<CaptureLine, { kind: 'beat' }>;

function* readLine(line: string, hops: readonly ReturnType<typeof createHopEnd>[]): Generator<ListenNotice> {
  const parsed = parseCaptureLine(line);
  if (parsed === null) {
    return;
  }
  if (parsed.kind === 'beat') {
    yield parsed;
    return;
  }
  yield* hops[parsed.at]?.(parsed) ?? [];
}

/** What is known of one interface so far. */
function createHopEnd(name: string) {
  const reader = createCaptureReader();
  const said: string[] = [];
  let problem: string | null = null;
  return (line: HopLine): readonly ListenNotice[] => {
    const { at } = line;
    switch (line.kind) {
      case 'bytes': {
        const step = reader.push(line.bytes);
        problem ??= step.problem;
        return step.packets.length > 0 ? [{ kind: 'packets', at, packets: step.packets }] : [];
      }
      case 'listening':
      case 'counts':
        return [line];
      case 'said':
        // Of one that talks without end, the beginning says why.
        if (said.length < 20) {
          said.push(line.text);
        }
        return [];
      default:
        return [{ kind: 'ended', at, reason: problem ?? explainCaptureEnd(name, said) }];
    }
  };
}
