import type { OptionNote, Plan, PlanStep } from '../plans/plan.ts';
import type { FetchOrder } from './fetch-draft.ts';
import { joinPath } from './image-name.ts';
import { nameAlgorithm, type Checksum } from './parse-checksum.ts';

/**
 * The host fetches a file into its ISO library: into NAME.part, checked before it gets its name. What has arrived stays when it
 * fails or is cancelled, so that it can be continued; so no step that fetches has an undo. Runs beside everything else.
 */
export function buildFetchPlan(order: FetchOrder): Plan {
  const target = joinPath(order.folder, order.name);
  const part = `${target}.part`;
  const { checksum } = order;
  return {
    title: `Fetch ${order.name}`,
    subject: order.name,
    target: { kind: 'image', path: target },
    exclusion: 'none',
    undoableUntilEpochMs: null,
    steps: [
      buildGuard(order),
      ...(order.makesFolder ? [buildMakeFolder(order.folder)] : []),
      ...(checksum?.kind === 'list' ? [buildFetchList(order, checksum.url, part)] : []),
      buildFetch(order, part),
      ...(checksum ? [buildCheck(order, checksum, part)] : []),
      buildPublish(part, target),
    ],
  };
}

function buildGuard({ folder, name, makesFolder }: FetchOrder): PlanStep {
  return {
    id: 'check-host',
    title: 'Check again that nothing is in the way',
    action: {
      kind: 'guard',
      script: 'guard-image.sh',
      args: ['fetch', folder, name, makesFolder ? 'new' : 'existing'],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [],
    check: null,
    undo: null,
  };
}

function buildMakeFolder(folder: string): PlanStep {
  return {
    id: 'make-folder',
    title: `Make the folder ${folder}`,
    action: { kind: 'run', argv: ['mkdir', '-p', '-m', '755', '--', folder] },
    notes: [{ option: '-p', explanation: 'Also the folders above it; one that is there already is fine.' }],
    check: ['test', '-d', folder],
    undo: null,
  };
}

/** Before the file itself: a list that does not name it is found out in a second and not after an hour. */
function buildFetchList(order: FetchOrder, url: string, part: string): PlanStep {
  const list = `${part}.sums`;
  return {
    id: 'fetch-sums',
    title: 'Fetch the list of checksums',
    action: { kind: 'run', argv: ['fetch-image.sh', '--list', url, list] },
    notes: [{ option: url, explanation: `The list in which the line about ${nameThere(order)} is looked up.` }],
    check: ['check-image.sh', 'find', list, nameThere(order)],
    undo: { title: 'Remove the list of checksums', argv: ['rm', '-f', '--', list] },
  };
}

function buildFetch({ url, checksum, name }: FetchOrder, part: string): PlanStep {
  return {
    id: 'fetch',
    title: `Fetch ${name} from ${url.host}`,
    action: { kind: 'run', argv: ['fetch-image.sh', url.href, part, describeChecksum(checksum)] },
    notes: [
      ...ladderNotes,
      {
        option: part,
        explanation: 'Grows while it arrives, and stays if this is cancelled or fails: fetching again goes on there.',
      },
    ],
    check: null,
    undo: null,
    isCancellable: true,
  };
}

const ladderNotes: readonly OptionNote[] = [
  { option: 'fetch-image.sh', explanation: 'Uses curl; without it wget, then python3. Nothing is installed.' },
  { option: 'https', explanation: 'Stays https through every redirect. Certificates are checked with those the host trusts.' },
  {
    option: '64 MiB',
    explanation: 'Stay free on the file system: it asks for the length first, and stops before the room is used up.',
  },
];

function buildCheck(order: FetchOrder, checksum: Checksum, part: string): PlanStep {
  const args =
    checksum.kind === 'sum' ? ['sum', checksum.algorithm, checksum.hex, part] : ['list', `${part}.sums`, nameThere(order), part];
  return {
    id: 'check-sum',
    title: checksum.kind === 'sum' ? `Check the ${nameAlgorithm(checksum.algorithm)} sum` : 'Check the sum that the list says',
    action: { kind: 'run', argv: ['check-image.sh', ...args] },
    notes: [{ option: part, explanation: 'Is marked and not used if its sum is another one.' }],
    check: null,
    undo: null,
    isCancellable: true,
  };
}

function buildPublish(part: string, target: string): PlanStep {
  return {
    id: 'publish',
    title: `Name it ${target}`,
    action: { kind: 'run', argv: ['publish-image.sh', part, target] },
    notes: [
      {
        option: target,
        explanation: 'Appears whole and in one step (a hard link), never over a file that came into being meanwhile.',
      },
    ],
    check: ['test', '-s', target],
    undo: null,
  };
}

/** What the file is called in a list beside it. */
function nameThere({ url, name }: FetchOrder): string {
  return url.fileName ?? name;
}

function describeChecksum(checksum: Checksum | null): string {
  if (checksum === null) {
    return '-';
  }
  return checksum.kind === 'sum' ? `${checksum.algorithm}:${checksum.hex}` : checksum.url;
}
