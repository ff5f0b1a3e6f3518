import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { getSpareBytes, type DiskRoom } from './disk-room.ts';
import type { RoleFacts } from './machine-role.ts';

/** Left to the host itself. */
const reservedMemoryMiB = 512;
/** A disk below this "will not produce a usable cloud" (Silvereye's README). */
const usableDiskGiB = 35;

/** What is sensible for the role, or less where the host has less to give. checkDraft says what is too small. */
export function proposeMemoryMiB(role: RoleFacts, facts: HostFacts): number {
  const memory = valueOr(facts.memory, null);
  if (!memory || memory.availableMiB - reservedMemoryMiB >= role.sensibleMemoryMiB) {
    return role.sensibleMemoryMiB;
  }
  const fitting = Math.floor((memory.availableMiB - reservedMemoryMiB) / 256) * 256;
  return Math.max(512, fitting);
}

export function proposeVcpus(role: RoleFacts, facts: HostFacts): number {
  const threads = valueOr(facts.cpu, null)?.threads ?? role.sensibleVcpus;
  return Math.max(1, Math.min(role.sensibleVcpus, threads));
}

/** Half of what is free where the sensible size does not fit, so that a second machine fits too, but a usable disk if there is room. */
export function proposeDiskGiB(role: RoleFacts, room: DiskRoom | null): number {
  const freeGiB = room ? Math.max(0, getSpareBytes(room)) / 1024 ** 3 : role.sensibleDiskGiB;
  if (freeGiB >= role.sensibleDiskGiB) {
    return role.sensibleDiskGiB;
  }
  const half = Math.max(freeGiB / 2, Math.min(usableDiskGiB, freeGiB) === usableDiskGiB ? usableDiskGiB : 0);
  return half >= 1 ? Math.floor(half) : Math.max(0.125, Math.floor(half * 8) / 8);
}
