import type { QemuBinary, QemuFacts } from '#domain/hosts/host-facts.ts';
import { Unreadable } from '../facts/unreadable.ts';

/** `binary=PATH` and what `PATH -version` printed, for each that was found. None found is an answer; none that starts is not. */
export function parseBinaries(text: string): QemuFacts {
  const parts = text.split(/^binary=/m).slice(1);
  const binaries = parts.flatMap((part): QemuBinary[] => {
    const path = part.split('\n')[0] ?? '';
    // "QEMU PC emulator version 0.12.1 (qemu-kvm-0.12.1.2)" on CentOS 6.
    const version = /emulator version ([^\s,(]+)/.exec(part)?.[1];
    return version === undefined ? [] : [{ path, version }];
  });
  if (parts.length > 0 && binaries.length === 0) {
    throw new Unreadable('QEMU is there but does not tell its version');
  }
  return { binaries };
}
