import { join } from 'node:path';
import type { HostError } from '#core/ports/host-error.ts';
import { practiceFault } from './practice-fault.ts';
import { instanceFiles } from './qemu-argv.ts';
import { readLastLines } from './run-program.ts';

/** The fault of a practice host that did not come up, with the last words of QEMU and of the host's serial console. */
export async function createBootFault(folder: string, message: string): Promise<HostError> {
  const qemu = await readLastLines(join(folder, instanceFiles.qemuLog), 8);
  const serial = await readLastLines(join(folder, instanceFiles.serialLog), 12);
  const raw = [qemu === '' ? '' : `QEMU said:\n${qemu}`, serial === '' ? '' : `Its console said:\n${serial}`].filter(
    (text) => text !== '',
  );
  return practiceFault(message, {
    hint: 'Try again. If it happens twice on the same laptop, set NUTSHELL_ACCEL=tcg, which needs no hardware virtualisation.',
    raw: raw.join('\n\n') || 'Neither QEMU nor the console said anything.',
  });
}
