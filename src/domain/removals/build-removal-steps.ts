import type { HostPaths } from '../machines/machine-paths.ts';
import { machineTag } from '../machines/volume-tags.ts';
import type { PlanStep } from '../plans/plan.ts';
import { quoteArgv } from '../shell/quote-argv.ts';
import { unreachable } from '../unreachable.ts';
import { getRemovalPaths, type Removal, type RemovedDisk } from './removal.ts';

/** Before anything is set aside: what it will be, for whoever looks at the host, and for the purge. */
export function buildRecordSteps(removal: Removal, paths: HostPaths): readonly PlanStep[] {
  const { folder, record, disks } = getRemovalPaths(removal.operationId, paths);
  return [
    {
      id: 'create-removal',
      title: 'Make the folder that tells what is set aside',
      action: { kind: 'run', argv: ['install', '-d', '-m', '0700', `${paths.stateDirectory}/removed`, folder] },
      notes: [{ option: folder, explanation: 'One for each operation that sets something aside.' }],
      check: ['test', '-d', folder],
      undo: { title: `Remove ${folder}`, argv: ['forget-removal.sh', folder], coversFailure: true },
    },
    {
      id: 'write-removal',
      title: 'Write down what is set aside, and until when',
      action: { kind: 'write-file', path: record, content: `${JSON.stringify(removal, null, 2)}\n`, mode: '600' },
      notes: [{ option: record, explanation: 'By it every laptop sees what can still be brought back.' }],
      check: null,
      undo: null,
    },
    {
      id: 'write-purge',
      title: 'Write down what to remove for good afterwards',
      action: { kind: 'write-file', path: disks, content: toDisksScript(removal), mode: '600' },
      notes: [{ option: disks, explanation: 'The same for a shell. Only what still carries the marks of this operation goes.' }],
      check: null,
      undo: null,
    },
  ];
}

/** What purge-removed.sh reads: when, and then one call for each disk. */
function toDisksScript({ purgeAfterEpochMs, disks }: Removal): string {
  const lines = disks.map((disk) =>
    disk.kind === 'volume'
      ? quoteArgv(['purge_volume', disk.group, disk.aside])
      : quoteArgv(['purge_file', disk.folder, disk.uuid]),
  );
  return [`is_due ${Math.ceil(purgeAfterEpochMs / 1_000)} || return 0`, ...lines, ''].join('\n');
}

/** Renames one disk, so that it can be brought back. `uuid`: of the machine whose disk it must prove to be. */
export function buildSetAside(disk: RemovedDisk, uuid: string, { operationId, purgeAfterEpochMs }: Removal): PlanStep {
  switch (disk.kind) {
    case 'volume': {
      const { group, name, aside } = disk;
      const seconds = String(Math.ceil(purgeAfterEpochMs / 1_000));
      return {
        id: `set-aside-${group}-${name}`,
        title: `Set volume ${group}/${name} aside as ${aside}`,
        action: {
          kind: 'run',
          argv: ['set-aside-volume.sh', group, name, machineTag(uuid), aside, operationId, seconds],
        },
        notes: [
          { option: machineTag(uuid), explanation: 'The mark that the volume must carry; without it nothing is touched.' },
          { option: aside, explanation: 'Its name until it is removed for good. Nothing on it is changed.' },
          { option: operationId, explanation: 'Written on it as a tag, with the name that it had, before it is renamed.' },
          { option: seconds, explanation: 'From then on, in seconds since 1970, it may be removed for good.' },
        ],
        check: null,
        undo: {
          title: `Bring volume ${group}/${name} back`,
          argv: ['bring-back-volume.sh', group, name, aside, operationId],
          coversFailure: true,
        },
      };
    }
    case 'file':
      return {
        id: 'set-aside-file',
        title: `Set ${disk.path} aside`,
        action: { kind: 'run', argv: ['set-aside-file.sh', disk.folder, disk.path, disk.uuid, operationId] },
        notes: [
          {
            option: disk.uuid,
            explanation: 'The second name that the file must have. It keeps that one, marked, until it is removed for good.',
          },
        ],
        check: ['test', '!', '-e', disk.path],
        undo: {
          title: `Bring ${disk.path} back`,
          argv: ['bring-back-file.sh', disk.folder, disk.path, disk.uuid, operationId],
          coversFailure: true,
        },
      };
    default:
      return unreachable(disk, 'removed disk');
  }
}

/** The last step: without it nothing is ever removed for good. `graceSeconds` 0 removes at once, and cannot be taken back. */
export function buildPurgeStep({ operationId }: Removal, graceSeconds: number, paths: HostPaths): PlanStep {
  const { stateDirectory } = paths;
  return graceSeconds === 0
    ? {
        id: 'purge',
        title: 'Remove for good what was set aside',
        action: { kind: 'run', argv: ['purge-removed.sh', stateDirectory, operationId, 'now'] },
        notes: [{ option: 'now', explanation: 'You asked for no time to undo.' }],
        check: null,
        undo: null,
      }
    : {
        id: 'start-clock',
        title: `Have it removed for good in ${describeSeconds(graceSeconds)}`,
        action: { kind: 'run', argv: ['start-purge.sh', stateDirectory, operationId, String(graceSeconds)] },
        notes: [
          {
            option: String(graceSeconds),
            explanation: 'Seconds. It waits on the host by itself; after a restart the next operation does it instead.',
          },
        ],
        check: null,
        undo: {
          title: 'Have nothing removed for good',
          argv: ['rm', '-f', `${getRemovalPaths(operationId, paths).folder}/armed`],
          coversFailure: true,
        },
      };
}

export function describeSeconds(seconds: number): string {
  if (seconds % 3_600 === 0) {
    return seconds === 3_600 ? 'one hour' : `${seconds / 3_600} hours`;
  }
  return seconds === 60 ? 'one minute' : seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
