import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachineScreens } from '#host/consoles/create-machine-screens.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { createResources } from '#local/create-resources.ts';
import { shells } from '../operations/operation-bench.ts';
import { hasQemu, openQemuBench } from '../qemu/qemu-bench.ts';

let bench: Awaited<ReturnType<typeof openQemuBench>>;

describe.skipIf(!hasQemu).each(shells)('the screen and keyboard of a machine under %s', (...argv) => {
  const screens = createMachineScreens({ resources: createResources('resources') });
  const shell = createLocalShell(argv);
  const { signal } = new AbortController();

  beforeEach(async () => {
    bench = await openQemuBench(argv);
    await bench.start();
    await bench.command('{"execute":"qmp_capabilities"}');
  });
  afterEach(() => bench.close());

  it('reads it with its picture', async () => {
    const wish = { machine: 'ciab', channel: bench.control, hasPicture: true, signal };
    const { screen, pictureBase64 } = await screens.read(shell, wish);
    expect(screen).toEqual({ kind: 'graphics', width: 640, height: 480, lines: null });
    const picture = Buffer.from(pictureBase64 ?? '', 'base64');
    expect(picture.length).toBe('P6\n640 480\n255\n'.length + 640 * 480 * 3);
  });

  it('types until it is told to stop, and tells how many keys went out', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const pressed = await screens.type(shell, {
      machine: 'ciab',
      channel: bench.control,
      strokes: ['shift-a', 'b', 'c', 'd'],
      signal: controller.signal,
      onPressed: (count) => {
        seen.push(count);
        if (count === 2) controller.abort();
      },
    });
    expect({ pressed, seen }).toEqual({ pressed: 2, seen: [1, 2] });
  });

  it('says in a sentence what stands against it', async () => {
    const typing = screens.type(shell, {
      machine: 'ciab',
      channel: bench.at('none'),
      strokes: ['a'],
      signal,
      onPressed: () => {},
    });
    await expect(typing).rejects.toThrow('There is no control channel');
    const unknown = { machine: 'ciab', channel: bench.control, strokes: ['nokey'], signal, onPressed: () => {} };
    await expect(screens.type(shell, unknown)).rejects.toThrow("does not accept value 'nokey'");
  });
});
