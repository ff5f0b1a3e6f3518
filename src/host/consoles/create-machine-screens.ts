import { HostError } from '#core/ports/host-error.ts';
import type { CommandOutput, RunRequest } from '#core/ports/host-shell.ts';
import type { MachineScreens, TypingWish } from '#core/ports/machine-screens.ts';
import type { Resources } from '#core/ports/stores.ts';
import { readScripts } from '../operations/host-scripts.ts';
import { parseScreen } from './parse-screen.ts';

/** A little longer than the host takes for a stroke (keys-library.sh), so that none waits there when typing is stopped. */
const strokeMs = 130;
const readTimeoutMs = 60_000;
/** A picture of 1920 x 1080 as PPM in base64. */
const pictureBytes = 12_000_000;

/** Reads and types with the scripts of resources/host, as root: the control channel is for root alone. */
export function createMachineScreens({ resources }: { readonly resources: Resources }): MachineScreens {
  async function toRequest(purpose: string, names: readonly string[], args: readonly string[]): Promise<RunRequest> {
    const text = await readScripts(resources, names);
    // Exit code 1 is a refusal in a sentence.
    return { purpose, command: { kind: 'script', name: names.at(-1) ?? '', text, args }, asRoot: true, expectedCodes: [0, 1] };
  }

  return {
    async read(shell, { machine, channel, hasPicture, signal }) {
      const names = ['control-library.sh', 'screen-library.sh', 'read-screen.sh'];
      const request = await toRequest(`Read the screen of ${machine}`, names, [channel, ...(hasPicture ? ['--picture'] : [])]);
      const limits = { timeoutMs: readTimeoutMs, ...(hasPicture && { maxBytes: pictureBytes }) };
      return parseScreen(refuse(await shell.run({ ...request, ...limits, signal })), hasPicture);
    },
    async type(shell, wish) {
      const names = ['control-library.sh', 'keys-library.sh', 'type-keys.sh'];
      const request = await toRequest(`Type ${wish.strokes.length} keys into ${wish.machine}`, names, [wish.channel]);
      // Without the signal: the script ends by itself when no more comes, and says how many keys were pressed.
      const said = refuse(await shell.feed(request, sendStrokes(wish)));
      const [, count] = /^pressed (\d+)$/m.exec(said) ?? [];
      if (count === undefined) {
        throw new HostError('unexpected-output', 'The host did not say how many keys were pressed.', { raw: said });
      }
      return Number(count);
    },
  };
}

async function* sendStrokes({ strokes, signal, onPressed }: TypingWish): AsyncIterable<Uint8Array> {
  let count = 0;
  for (const stroke of strokes) {
    if (signal.aborted) {
      return;
    }
    yield Buffer.from(`${stroke}\n`);
    count += 1;
    onPressed(count);
    await new Promise((resolve) => setTimeout(resolve, strokeMs));
  }
}

function refuse({ code, stdout, stderr }: CommandOutput): string {
  if (code !== 0) {
    throw new HostError('conflict', stderr.trim() || 'The host refused and did not say why.');
  }
  return stdout;
}
