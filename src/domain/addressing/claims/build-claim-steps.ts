import { hostPaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { PlanStep } from '../../plans/plan.ts';
import type { AddressClaim } from './address-claim.ts';
import { getClaimPaths } from './claim-paths.ts';

/** A claim before and after; null where there is none. */
export interface ReviewedClaim {
  readonly current: AddressClaim | null;
  readonly next: AddressClaim | null;
  readonly operationId: string;
  /** user@laptop of who changes it. */
  readonly person: string;
}

/**
 * Asks again on the host, while nobody else may change it, that the claim is as it was reviewed and that nobody took the addresses
 * since. `next` is null for a release. For a plan of its own, or at the beginning of a larger one: the steps that write come later.
 */
export function buildClaimGuard(
  cloud: string,
  { current, next, operationId, person }: ReviewedClaim,
  paths: HostPaths = hostPaths,
): PlanStep {
  const { claims } = getClaimPaths(cloud, paths);
  const isOthers = current !== null && current.owner !== person && current.untilEpochMs !== null;
  const names = (next?.parts ?? []).flatMap(({ kind, name }) => (kind === 'machine' && name !== null ? [name] : []));
  return {
    id: 'check-addresses',
    title: `Check again that the addresses of ${cloud} are free`,
    action: {
      kind: 'guard',
      script: 'guard-addresses.sh',
      args: [
        ...['--claims', claims, '--machines', `${paths.stateDirectory}/machines`, '--cloud', cloud],
        ...['--operation', operationId, '--reviewed', current?.operationId ?? 'none'],
        ...(isOthers ? ['--over-since', String(Math.ceil(current.untilEpochMs / 1_000))] : []),
        ...names.flatMap((name) => ['--own', name]),
        ...(next?.parts ?? []).flatMap(({ range }) => ['--range', range]),
      ],
      refusal: 'The addresses are no longer as they were when this was reviewed.',
    },
    notes: [
      {
        option: 'guard-addresses.sh',
        explanation: 'Compares with every claim, machine and address of the host once more, under its lock. Changes nothing.',
      },
    ],
    check: null,
    undo: null,
  };
}

/** Writes a claim where there was none; everything it makes is marked with its operation and can be taken back. */
export function buildNewClaimSteps(claim: AddressClaim, paths: HostPaths = hostPaths): readonly PlanStep[] {
  const { claims, folder } = getClaimPaths(claim.cloud, paths);
  const { operationId } = claim;
  return [
    {
      id: 'prepare-claims',
      title: 'Make sure that the folder for claims exists',
      action: { kind: 'run', argv: ['install', '-d', '-m', '0700', paths.stateDirectory, claims] },
      notes: [{ option: '-m 0700', explanation: 'For root alone.' }],
      check: ['test', '-d', claims],
      undo: null,
    },
    {
      id: 'create-claim',
      title: `Create the folder of the claim of ${claim.cloud}`,
      action: { kind: 'run', argv: ['make-folder.sh', operationId, folder] },
      notes: [
        {
          option: operationId,
          explanation: 'This operation; its name is left in the folder, so that nobody takes it for his own.',
        },
      ],
      check: ['grep', '-q', '-x', '-F', operationId, `${folder}/operation`],
      undo: { title: `Remove ${folder}`, argv: ['remove-folder.sh', operationId, folder], coversFailure: true },
    },
    {
      ...buildWriteClaim(claim, paths),
      undo: { title: 'Remove the claim', argv: ['rm', '-f', `${folder}/claim.json`], coversFailure: true },
    },
  ];
}

/** Over a claim that is there, in one piece: who reads sees the old one or the new. */
export function buildWriteClaim(claim: AddressClaim, paths: HostPaths = hostPaths): PlanStep {
  const { claim: path } = getClaimPaths(claim.cloud, paths);
  return {
    id: 'write-claim',
    title: `Write down that ${claim.owner} has the addresses of ${claim.cloud}`,
    action: { kind: 'write-file', path, content: `${JSON.stringify(claim, null, 2)}\n`, mode: '600' },
    notes: [{ option: path, explanation: 'By it every laptop sees who has which addresses, and until when.' }],
    check: ['test', '-s', path],
    undo: null,
  };
}
