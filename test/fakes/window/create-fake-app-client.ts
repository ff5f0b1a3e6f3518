import { ApiError } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { HostReading, HostView } from '#contract/hosts.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { RemoteCommand } from '#domain/activity/remote-command.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import type { ConnectOutcome } from '#domain/hosts/connection.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import type { Directory } from '#domain/images/directory.ts';
import { defaultDiskFolder, withDiskFolder } from '#domain/machines/disk-room.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import { buildActionPlan } from '#domain/machines/lifecycle/build-action-plan.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import { buildFixPlan } from '#domain/path/build-fix-plan.ts';
import { diagnoseMachine } from '#domain/path/diagnose-machine.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { PracticeStatus } from '#domain/practice/practice.ts';
import type { Problem } from '#domain/problem.ts';
import { defaultSettings } from '#domain/settings/settings.ts';
import { known } from '#domain/fact.ts';
import { aDiskFolder } from '../host-facts.ts';
import { aUuid } from '../machines.ts';
import { createAddressingBench, type AddressingWorld } from '../addressing-bench.ts';
import { createFakeAccess } from './create-fake-access.ts';
import { createFakeCheckpoints } from './create-fake-checkpoints.ts';
import { createFakeClouds } from './create-fake-clouds.ts';
import { createFakeNested } from './create-fake-nested.ts';
import { createFakeAcceptance } from './create-fake-acceptance.ts';
import { createFakeEc2 } from './create-fake-ec2.ts';
import { createFakeCredentials } from './create-fake-credentials.ts';
import { createFakeTerminals } from './create-fake-terminal.ts';
import { fakeAnswers } from './fake-answers.ts';
import { fakeImages } from './fake-images.ts';
import { fakeLive } from './fake-live.ts';
import { createFakeRecipes } from './fake-recipes.ts';
import { createFakeTracing } from './fake-tracing.ts';
import { playPlan } from './play-plan.ts';
import { takeUp, type Journals } from './scenario-operations.ts';
import { toPlaceFacts } from './to-place-facts.ts';

/** What the fake back end stands for; everything that can be computed is computed by the real domain. */
export interface FakeWorld {
  readonly views: readonly HostView[];
  readonly facts: Readonly<Record<string, HostFacts>>;
  readonly readProblem: Problem | null;
  /** Given one after the other to attempts to connect; the last one stays. */
  readonly connectOutcomes: readonly ConnectOutcome[];
  readonly suggestions: readonly HostSuggestion[];
  readonly directory: Directory;
  readonly library: ImageLibrary;
  readonly commands: readonly RemoteCommand[];
  readonly operations: readonly OperationSummary[];
  /** Of operations that are on the host already, by their id. */
  readonly journals: Journals;
  /** What this laptop remembers, which routes it has, and what a probe would hear. */
  readonly addresses: Pick<AddressingWorld, 'remembered' | 'laptopRoutes' | 'probe'>;
  readonly practice: PracticeStatus;
  readonly failsAtStep: string | null;
  readonly stepMs: number;
}

export interface FakeAppClient {
  readonly client: AppClient;
  /** Names of the methods called so far, in order. */
  readonly calls: readonly string[];
}

const forever = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () =>
      reject(new ApiError({ code: 'cancelled', message: 'Cancelled.', hint: null, raw: null })),
    );
  });

export function createFakeAppClient(world: FakeWorld): FakeAppClient {
  const calls: string[] = [];
  const journals = new Map<string, OperationEvent[]>();
  let attempts = 0;
  let settings = defaultSettings;
  let views = world.views;

  const read = async (hostId: string): Promise<HostReading> => {
    const facts = world.facts[hostId];
    if (world.readProblem !== null || facts === undefined) {
      throw new ApiError(world.readProblem ?? { code: 'not-connected', message: 'Not connected.', hint: null, raw: null });
    }
    const fresh = { ...facts, readAtEpochMs: Date.now() };
    return { hostId, facts: fresh, readiness: buildReadiness(fresh), machines: buildMachines(fresh) };
  };

  type FixInput = Parameters<AppClient['path']['reviewFix']>[0];

  async function diagnose({ hostId, machine, from, to, protocol, port }: Omit<FixInput, 'causeId'>) {
    const { facts, machines } = await read(hostId);
    return diagnoseMachine({
      facts,
      machine: machines.find(({ name }) => name === machine)!,
      machines,
      host: toPlaceFacts(facts),
      inside: null,
      wish: { from, to, protocol, port },
    });
  }

  const planFix = async (input: FixInput) =>
    buildFixPlan({ machine: input.machine, causeId: input.causeId, chains: await diagnose(input), nowEpochMs: Date.now() });

  async function* run(plan: Plan): AsyncGenerator<OperationEvent> {
    const operationId = `op-${(journals.size + 1).toString()}`;
    const journal: OperationEvent[] = [];
    journals.set(operationId, journal);
    for await (const event of playPlan(plan, operationId, world)) {
      journal.push(event);
      yield event;
    }
  }

  const lookAt = (folder: string) =>
    known(aDiskFolder({ path: folder, state: folder.startsWith('/srv') ? 'there' : 'not-there' }), `stat -f ${folder}`);

  const launchPlan = async (hostId: string, draft: Parameters<typeof checkDraft>[0]) => {
    const reading = await read(hostId);
    const { machines } = reading;
    const storage =
      draft.disk.kind === 'file' && draft.disk.folder !== defaultDiskFolder
        ? withDiskFolder(reading.facts.storage, lookAt(draft.disk.folder))
        : reading.facts.storage;
    const facts = { ...reading.facts, storage };
    const identity = { operationId: 'op-review', uuid: aUuid, createdEpochMs: 0, createdBy: 'ada@laptop' };
    return { plan: buildLaunchPlan({ draft, facts, identity }), problems: checkDraft(draft, facts, machines) };
  };

  const actionPlan = async ({ hostId, machine: name, action }: Parameters<AppClient['machines']['act']>[0]) => {
    const { facts, machines } = await read(hostId);
    const machine = machines.find((candidate) => candidate.name === name)!;
    return { machine, ...buildActionPlan({ machine, action, facts, person: 'ada@laptop', nowEpochMs: 0, uuid: aUuid }) };
  };

  const destroyPlan = async ({ hostId, machine: name, ...wish }: Parameters<AppClient['machines']['reviewDestroy']>[0]) => {
    const { facts, machines } = await read(hostId);
    const machine = machines.find((candidate) => candidate.name === name)!;
    const operationId = '20261122t101500-ab12cd34';
    return { machine, ...buildDestroyPlan({ machine, facts, wish, operationId, destroyedBy: 'ada@laptop' }) };
  };

  const nested = createFakeNested(read);
  const images = fakeImages(world, run);
  const recipes = createFakeRecipes(images);

  const client = {
    hosts: {
      list: async () => views,
      async *watch(_: object, options?: { readonly signal?: AbortSignal }) {
        yield views;
        await forever(options?.signal);
      },
      suggest: async () => world.suggestions,
      add: async ({ draft }: { draft: HostView['host'] }) => {
        const host = { ...draft, id: 'added' };
        views = [...views, { host, connection: { kind: 'disconnected' } }];
        return host;
      },
      update: async ({ hostId, draft }: { hostId: string; draft: HostView['host'] }) => ({ ...draft, id: hostId }),
      remove: async ({ hostId }: { hostId: string }) => views.find(({ host }) => host.id === hostId)!.host,
      connect: async () => world.connectOutcomes[Math.min(attempts++, world.connectOutcomes.length - 1)] ?? { kind: 'connected' },
      setDiskPlace: async ({ hostId, place }: Parameters<AppClient['hosts']['setDiskPlace']>[0]) => {
        const { host } = views.find((view) => view.host.id === hostId)!;
        return { ...host, ...(place && { diskPlace: place }) };
      },
      inspectFolder: async ({ folder }: { folder: string }) => lookAt(folder),
      disconnect: async () => null,
      read: async ({ hostId }: { hostId: string }) => read(hostId),
      async *readings({ hostId }: { hostId: string }, options?: { readonly signal?: AbortSignal }) {
        yield await read(hostId);
        await forever(options?.signal);
      },
      async *notices(_: object, options?: { readonly signal?: AbortSignal }): AsyncGenerator<HostNotice> {
        yield* [];
        await forever(options?.signal);
      },
    },
    machines: {
      propose: async ({ hostId, role, name }: Parameters<AppClient['machines']['propose']>[0]) => {
        const { facts, machines } = await read(hostId);
        const preferredPlace = views.find(({ host }) => host.id === hostId)?.host.diskPlace ?? null;
        return proposeDraft({
          facts,
          machines,
          role,
          name,
          preferredPlace,
          randomBytes: (count) => new Uint8Array(count).fill(7),
        });
      },
      review: async ({ hostId, draft }: Parameters<AppClient['machines']['review']>[0]) => ({
        ...(await launchPlan(hostId, draft)),
        script: '#!/bin/sh\n',
      }),
      async *launch({ hostId, draft }: Parameters<AppClient['machines']['launch']>[0]) {
        yield* run((await launchPlan(hostId, draft)).plan);
      },
      reviewAction: async (input: Parameters<AppClient['machines']['reviewAction']>[0]) => ({
        ...(await actionPlan(input)),
        script: '#!/bin/sh\n',
      }),
      async *act(input: Parameters<AppClient['machines']['act']>[0]) {
        yield* run((await actionPlan(input)).plan);
      },
      reviewDestroy: async (input: Parameters<AppClient['machines']['reviewDestroy']>[0]) => ({
        ...(await destroyPlan(input)),
        script: '#!/bin/sh\n',
      }),
      async *destroy(input: Parameters<AppClient['machines']['destroy']>[0]) {
        yield* run((await destroyPlan(input)).plan);
      },
    },
    checkpoints: createFakeCheckpoints(read, run),
    addressing: createAddressingBench({ ...world.addresses, views, read, run, now: Date.now }).client,
    path: {
      async *live({ hostId, insideOf }: Parameters<AppClient['path']['live']>[0], options?: { readonly signal?: AbortSignal }) {
        const facts = insideOf === undefined ? (await read(hostId)).facts : await nested.insideOf(hostId, insideOf);
        yield* fakeLive(facts, options?.signal);
      },
      chains: nested.chains,
      lookInside: nested.lookInside,
      instances: nested.instances,
      diagnose,
      reviewFix: async (input: FixInput) => ({ ...(await planFix(input)), script: '' }),
      applyFix: async function* (input: FixInput) {
        yield* run((await planFix(input)).plan);
      },
      ...createFakeTracing(),
    },
    access: createFakeAccess({ host: views[0]?.host, read, findRecipe: recipes.findRecipe }),
    ...createFakeCredentials(),
    clouds: createFakeClouds({ ...world.addresses, views, read, run, images, findRecipe: recipes.findRecipe }),
    ec2: createFakeEc2(),
    terminals: createFakeTerminals(),
    acceptance: createFakeAcceptance(world.stepMs),
    images,
    consoles: {
      open: async ({ machine }: { machine: string }) => ({
        ticket: 'ticket',
        machineName: machine,
        expiresAtEpochMs: Date.now() + 60_000,
      }),
      explain: async () => ({
        commands: ['ssh -L 5901:/run/nutshell/ciab/vnc.sock kvm1', 'vncviewer :1'],
        note: 'Any VNC viewer will do.',
      }),
      answers: ({ machine }: { machine: string }) => fakeAnswers(recipes.client, machine),
      read: async () => ({
        screen: { kind: 'text', columns: 80, rows: 25, cursor: null, lines: ['login:'] },
        pictureBase64: null,
      }),
      async *type({ text, keys }: { text: string; keys: readonly string[] }, options?: { readonly signal?: AbortSignal }) {
        const total = text.length + keys.length;
        for (let count = 1; count <= total && options?.signal?.aborted !== true; count += 1) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          yield { kind: 'pressed' as const, count, total };
        }
        yield { kind: 'done' as const, count: total, total };
      },
    },
    activity: {
      commands: async () => world.commands,
      async *watchCommands(_: object, options?: { readonly signal?: AbortSignal }): AsyncGenerator<RemoteCommand> {
        yield* [];
        await forever(options?.signal);
      },
      operations: async () => world.operations,
      async *follow(
        { operationId }: { operationId: string },
        options?: { readonly signal?: AbortSignal },
      ): AsyncGenerator<OperationEvent> {
        const journal = world.journals[operationId];
        yield* journals.get(operationId) ?? journal ?? [];
        if (journal?.at(-1)?.kind === 'progress') {
          await forever(options?.signal);
        }
      },
      resume: ({ operationId }: { operationId: string }) => takeUp(world.journals[operationId] ?? [], 'resume'),
      undo: ({ operationId }: { operationId: string }) => takeUp(world.journals[operationId] ?? [], 'undo'),
      cancel: async () => null,
    },
    alerts: {
      async *watch(_: object, options?: { readonly signal?: AbortSignal }) {
        await forever(options?.signal);
        yield* [];
      },
      try: async () => null,
    },
    recipes: recipes.client,
    practice: {
      status: async () => world.practice,
      async *up(_: object, options?: { readonly signal?: AbortSignal }) {
        yield { kind: 'progress', progress: { step: 'packages', title: 'Fetching packages', percent: 12, detail: null } };
        yield {
          kind: 'progress',
          progress: {
            step: 'root-file-system',
            title: 'Building the root file system',
            percent: 38,
            detail: 'Unpacking qemu-system-x86 (1:7.2)',
          },
        };
        await forever(options?.signal);
      },
      async *reset(_: object, options?: { readonly signal?: AbortSignal }) {
        yield { kind: 'progress', progress: { step: 'restore', title: 'Restoring the saved state', percent: 50, detail: null } };
        await forever(options?.signal);
      },
      down: async () => null,
      sshCommand: async () => ['ssh', '-p', '2222', 'root@127.0.0.1'],
    },
    settings: {
      get: async () => settings,
      change: async (change: object) => (settings = { ...settings, ...change }),
      about: async () => ({
        version: '0.1.0',
        shell: 'browser',
        platform: 'linux',
        dataDirectory: '/home/ada/.config/nutshell',
        canRememberSecrets: true,
      }),
    },
  };
  return { client: recordCalls(client as unknown as AppClient, calls), calls };
}

function recordCalls(client: AppClient, calls: string[]): AppClient {
  return Object.fromEntries(
    Object.entries(client).map(([feature, methods]) => [
      feature,
      Object.fromEntries(
        Object.entries(methods as Record<string, (...args: readonly unknown[]) => unknown>).map(([name, method]) => [
          name,
          (...args: readonly unknown[]) => {
            calls.push(`${feature}.${name}`);
            return method(...args);
          },
        ]),
      ),
    ]),
  ) as unknown as AppClient;
}
