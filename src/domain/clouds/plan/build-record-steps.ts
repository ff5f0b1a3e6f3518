import type { AddressClaim } from '../../addressing/claims/address-claim.ts';
import { buildNewClaimSteps, buildWriteClaim } from '../../addressing/claims/build-claim-steps.ts';
import { getClaimPaths } from '../../addressing/claims/claim-paths.ts';
import type { HostPaths } from '../../machines/machine-paths.ts';
import type { PlanStep } from '../../plans/plan.ts';
import type { Cloud } from '../cloud.ts';
import { getCloudPaths } from '../cloud-paths.ts';
import { toWish } from '../cloud-wish.ts';
import { writeCloudFile } from '../write-cloud-file.ts';

/** Writes down on the host who has the addresses; an older claim of the same cloud comes back with an undo. */
export function buildClaimSteps(current: AddressClaim | null, next: AddressClaim, paths: HostPaths): readonly PlanStep[] {
  const { claim } = getClaimPaths(next.cloud, paths);
  return current === null ? buildNewClaimSteps(next, paths) : replace(claim, buildWriteClaim(next, paths), 'claim');
}

/** Writes down on the host what the cloud is, as the cloud file that `export` hands out. */
export function buildCloudRecord(cloud: Cloud, hadRecord: boolean, operationId: string, paths: HostPaths): readonly PlanStep[] {
  const { clouds, folder, file } = getCloudPaths(cloud.name, paths);
  const write: PlanStep = {
    id: 'write-cloud',
    title: `Write down what cloud ${cloud.name} is`,
    action: { kind: 'write-file', path: file, content: writeCloudFile(toWish(cloud)), mode: '600' },
    notes: [
      { option: file, explanation: 'A cloud file. By it every laptop knows the cloud, and what is different in another file.' },
    ],
    check: ['test', '-s', file],
    undo: { title: `Remove ${file}`, argv: ['rm', '-f', file], coversFailure: true },
  };
  if (hadRecord) {
    return replace(file, write, 'cloud');
  }
  return [
    {
      id: 'prepare-clouds',
      title: 'Make sure that the folder for clouds exists',
      action: { kind: 'run', argv: ['install', '-d', '-m', '0700', paths.stateDirectory, clouds] },
      notes: [{ option: '-m 0700', explanation: 'For root alone.' }],
      check: ['test', '-d', clouds],
      undo: null,
    },
    {
      id: 'create-cloud',
      title: `Create the folder of cloud ${cloud.name}`,
      action: { kind: 'run', argv: ['make-folder.sh', operationId, folder] },
      notes: [{ option: operationId, explanation: 'This operation; its name is left in the folder.' }],
      check: ['grep', '-q', '-x', '-F', operationId, `${folder}/operation`],
      undo: { title: `Remove ${folder}`, argv: ['remove-folder.sh', operationId, folder], coversFailure: true },
    },
    write,
  ];
}

/** Over a file that is there, which is kept beside it. */
function replace(file: string, write: PlanStep, what: 'claim' | 'cloud'): readonly PlanStep[] {
  const before = `${file}.before`;
  return [
    {
      id: `keep-${what}`,
      title: 'Keep what is written there now',
      action: { kind: 'run', argv: ['cp', '-p', file, before] },
      notes: [],
      check: ['test', '-s', before],
      undo: null,
    },
    { ...write, undo: { title: 'Write it as it was', argv: ['mv', '-f', before, file], coversFailure: true } },
  ];
}
