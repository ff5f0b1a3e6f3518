import { valueOr } from '../../fact.ts';
import { findGroupObstacle, listDiskRooms, type DiskRoom } from '../../machines/disk-room.ts';
import type { HostFacts } from '../host-facts.ts';
import type { VolumeGroup } from '../storage-facts.ts';
import { formatBytes } from '../../format-bytes.ts';
import { software, toInstallCommand } from './install-command.ts';
import type { Finding, ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'volume-group',
  title: 'Volume group',
  why: 'Each machine gets a logical volume as its disk, or a file where there is none; a FastStart installer wants at least 20 GiB for its root file system.',
};

/** requiredSpace of the installer (silvereye, installclasses/silvereye/__init__.py). */
const wantedFreeBytes = 20 * 1024 ** 3;

/** Groups are what the seed has; a host without one does with a thin pool or with files, and is told so. */
export const checkVolumeGroup: ReadinessCheck = ({ facts }) => {
  const line = judge(topic, facts.storage.groups, (groups) => judgeGroups(groups, facts));
  const isAbsent = line.level === 'unknown' && line.found.endsWith('is not installed on this host');
  if (!isAbsent) {
    return line;
  }
  const remedy = toInstallCommand(facts.packageManager, software.lvm);
  return { ...line, ...withInstead(missing(line.found, remedy), facts) };
};

function judgeGroups(groups: readonly VolumeGroup[], facts: HostFacts): Finding {
  const obstacles = groups.flatMap((group) => findGroupObstacle(group) ?? []);
  const usable = groups.filter((group) => findGroupObstacle(group) === null);
  const [largest] = usable.sort((left, right) => right.freeBytes - left.freeBytes);
  if (!largest && obstacles.length > 0) {
    return withInstead(missing(`${groups.map(({ name }) => name).join(', ')}: cannot be used`, obstacles.join(' ')), facts);
  }
  if (!largest) {
    const remedy = 'On an empty disk or partition: pvcreate /dev/DISK && vgcreate vg01 /dev/DISK (what is on it is lost)';
    return withInstead(missing('there is no volume group', remedy), facts);
  }
  const found = groups
    .map(({ name, freeBytes, sizeBytes }) => `${name}: ${formatBytes(freeBytes)} of ${formatBytes(sizeBytes)} free`)
    .join('; ');
  if (largest.freeBytes < largest.extentBytes) {
    const remedy = `Add a disk, vgextend ${largest.name} /dev/DISK, or remove a volume that nobody needs`;
    return withInstead(missing(found, remedy), facts);
  }
  return largest.freeBytes < wantedFreeBytes
    ? warning(found, `Room for small machines only. vgextend ${largest.name} /dev/DISK adds a disk`)
    : ok(found);
}

/** Without a group nothing is missing where disks can be made otherwise. */
function withInstead(finding: Finding, facts: HostFacts): Finding {
  const rooms = listDiskRooms(facts).filter(({ obstacle, freeBytes }) => obstacle === null && freeBytes >= wantedFreeBytes);
  const pool = rooms.find(({ place }) => place.kind === 'lvm-thin');
  if (pool) {
    return ok(`${finding.found}; ${describe(pool)}`);
  }
  const folder = rooms.find(({ place }) => place.kind === 'file');
  const tools = valueOr(facts.tools, null);
  return folder && (tools?.qemuImg ?? tools?.fallocate)
    ? { ...finding, level: 'warning', found: `${finding.found}; disks become files in ${describe(folder)}` }
    : finding;
}

function describe({ place, freeBytes, sizeBytes }: DiskRoom): string {
  const name =
    place.kind === 'file' ? place.folder : place.kind === 'lvm-thin' ? `thin pool ${place.group}/${place.pool}` : place.group;
  return `${name}: ${formatBytes(freeBytes)} of ${formatBytes(sizeBytes)} free`;
}
