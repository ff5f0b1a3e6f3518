import type { AppApi } from '#contract/api.ts';
import type { DeleteImageReview, FetchReview } from '#contract/images.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildDeleteImagePlan, toDeletable, type Deletable } from '#domain/images/build-delete-image-plan.ts';
import { buildFetchPlan } from '#domain/images/build-fetch-plan.ts';
import { checkFetch, type FetchDraft, type FetchProblem } from '#domain/images/fetch-draft.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { findNameProblem, splitPath } from '#domain/images/image-name.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Environment } from '../ports/environment.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import type { ImageReader } from '../ports/image-adapters.ts';
import type { ImageFolders } from './create-image-folders.ts';
import type { createImageUploads } from './create-image-uploads.ts';

export interface ImageServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly runner: OperationRunner;
  readonly environment: Environment;
  readonly reader: ImageReader;
  readonly folders: ImageFolders;
  readonly uploads: ReturnType<typeof createImageUploads>;
}

/** The ISO library of a host: what is there, what it is, and how more comes there. The folder looked at last is where the next look begins. */
export function createImageService(options: ImageServiceOptions): AppApi['images'] {
  const { hosts, connections, runner, environment, reader, folders, uploads } = options;
  const lastFolders = new Map<string, string>();

  async function planFetch(hostId: string, draft: FetchDraft) {
    const host = await hosts.find(hostId);
    const { problems, order } = checkFetch(draft, await folders.listLibrary(host));
    return { host, problems, plan: order ? buildFetchPlan(order) : emptyPlan };
  }

  async function planDelete(hostId: string, path: string) {
    const host = await hosts.find(hostId);
    const file = findFile(await folders.listLibrary(host), path);
    return { host, file, ...buildDeleteImagePlan(file) };
  }

  function run(host: Host, plan: Plan, signal: AbortSignal): AsyncIterable<OperationEvent> {
    const operationId = buildOperationId(environment.now(), environment.randomBytes(4));
    return runner.start(connections.shellOf(host), { operationId, plan, startedBy: environment.person }, signal);
  }

  return {
    async browse({ hostId, path }) {
      const host = await hosts.find(hostId);
      const directory = await reader.browse(connections.shellOf(host), path ?? lastFolders.get(hostId) ?? null);
      lastFolders.set(hostId, directory.path);
      return directory;
    },

    list: async ({ hostId }) => folders.listLibrary(await hosts.find(hostId)),
    addFolder: async ({ hostId, path }) => folders.add(await hosts.find(hostId), path),
    removeFolder: async ({ hostId, path }) => folders.remove(await hosts.find(hostId), path),
    describe: async ({ hostId, path }) => reader.describe(connections.shellOf(await hosts.find(hostId)), path),

    async reviewFetch({ hostId, draft }): Promise<FetchReview> {
      const { plan, problems } = await planFetch(hostId, draft);
      return { plan, problems, script: plan.steps.length > 0 ? await runner.toScript(plan) : '' };
    },

    async *fetch({ hostId, draft }, { signal }) {
      const { host, plan, problems } = await planFetch(hostId, draft);
      refuse(problems);
      yield* run(host, plan, signal);
    },

    async reviewDelete({ hostId, path }): Promise<DeleteImageReview> {
      const { file, plan, usedBy, refusal } = await planDelete(hostId, path);
      const script = refusal === null ? await runner.toScript(plan) : '';
      return { plan, path, sizeBytes: file.sizeBytes, usedBy, refusal, script };
    },

    async *delete({ hostId, path, typedName }, { signal }) {
      const { host, plan, refusal } = await planDelete(hostId, path);
      const { name } = splitPath(path);
      if (refusal !== null) {
        throw new HostError('conflict', refusal);
      }
      if (typedName !== name) {
        throw new HostError('invalid-input', `Type ${name} to delete it.`, { hint: 'Nothing was deleted.' });
      }
      yield* run(host, plan, signal);
    },

    async *upload(input, context) {
      const { folder, name } = splitPath(input.path);
      const problem = findNameProblem(name);
      if (problem !== null) {
        throw new HostError('invalid-input', problem, { hint: `Nothing was uploaded to ${folder}.` });
      }
      yield* uploads.upload(input, context);
    },
  };
}

const emptyPlan: Plan = {
  title: 'Fetch',
  subject: '',
  target: { kind: 'host' },
  exclusion: 'none',
  undoableUntilEpochMs: null,
  steps: [],
};

function refuse(problems: readonly FetchProblem[]): void {
  const sentences = problems.filter(({ level }) => level === 'refusal').map(({ message }) => message);
  if (sentences.length > 0) {
    throw new HostError('invalid-input', sentences.join(' '), { hint: 'Nothing was fetched.' });
  }
}

/** A file of the library, whole or not. */
function findFile({ images, partials }: ImageLibrary, path: string): Deletable {
  const part = partials.find(({ partPath }) => partPath === path);
  const image = images.find((candidate) => candidate.path === path);
  const file = part ? toDeletable(part) : image;
  if (!file) {
    throw new HostError('not-found', `There is no ${path} in the library of this host.`, {
      hint: 'List the library, or add the folder it is in.',
    });
  }
  return file;
}
