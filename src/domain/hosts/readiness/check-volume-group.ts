import { formatBytes } from './format-size.ts';
import { software, toInstallCommand } from './install-command.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'volume-group',
  title: 'Volume group',
  why: 'Each machine gets a logical volume as its disk; a FastStart installer wants at least 20 GiB for its root file system.',
};

/** requiredSpace of the installer (silvereye, installclasses/silvereye/__init__.py). */
const wantedFreeBytes = 20 * 1024 ** 3;

export const checkVolumeGroup: ReadinessCheck = ({ facts }) => {
  const line = judge(topic, facts.storage.groups, (groups) => {
    const [largest] = [...groups].sort((left, right) => right.freeBytes - left.freeBytes);
    if (!largest) {
      return missing(
        'there is no volume group',
        'On an empty disk or partition: pvcreate /dev/DISK && vgcreate vg01 /dev/DISK (what is on it is lost)',
      );
    }
    const found = groups
      .map(({ name, freeBytes, sizeBytes }) => `${name}: ${formatBytes(freeBytes)} of ${formatBytes(sizeBytes)} free`)
      .join('; ');
    if (largest.freeBytes < largest.extentBytes) {
      return missing(found, `Add a disk, vgextend ${largest.name} /dev/DISK, or remove a volume that nobody needs`);
    }
    return largest.freeBytes < wantedFreeBytes
      ? warning(found, `Room for small machines only. vgextend ${largest.name} /dev/DISK adds a disk`)
      : ok(found);
  });
  const isAbsent = line.level === 'unknown' && line.found.endsWith('is not installed on this host');
  return isAbsent ? { ...line, level: 'missing', remedy: toInstallCommand(facts.packageManager, software.lvm) } : line;
};
