import { valueOr } from '../../fact.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import type { MachineDisk } from '../machine-disk.ts';
import type { Machine } from '../machine.ts';

/** The first disk of a machine that others started, as Nutshell would write it down; null where it knows no such disk. */
export function findAdoptedDisk({ volumes }: Machine, { storage }: HostFacts): MachineDisk | null {
  const [disk] = volumes;
  if (!disk) {
    return null;
  }
  const sizeGiB = (disk.sizeBytes ?? 0) / 1024 ** 3;
  const escape = (name: string) => name.replaceAll('-', '--');
  const volume = valueOr(storage.volumes, []).find(
    ({ path, group, name }) => path === disk.path || `/dev/mapper/${escape(group)}-${escape(name)}` === disk.path,
  );
  if (volume) {
    const { group, name, pool } = volume;
    return pool === null ? { kind: 'lvm', group, name, sizeGiB } : { kind: 'lvm-thin', group, pool, name, sizeGiB };
  }
  const [, folder, name, format] = /^(\/.*?)\/?([^/]+)\.(qcow2|raw)$/.exec(disk.path) ?? [];
  return folder !== undefined && name !== undefined && (format === 'qcow2' || format === 'raw')
    ? { kind: 'file', folder, name, format, sizeGiB }
    : null;
}
