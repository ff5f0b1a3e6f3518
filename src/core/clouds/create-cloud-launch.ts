import type { AppApi } from '#contract/api.ts';
import type { CloudRefusal, CloudReview, CompleteCloud } from '#contract/clouds.ts';
import { judgeProbe } from '#domain/addressing/probe/check-probe.ts';
import type { ProbeReport } from '#domain/addressing/probe/probe-report.ts';
import { toCloudAddresses } from '#domain/clouds/cloud.ts';
import { toPasswordKeys, type StoredSecretName } from '#domain/clouds/stored-secrets.ts';
import type { RemovalWish } from '#domain/machines/destroy-wish.ts';
import { unreachable } from '#domain/unreachable.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import { describeGroups } from '../addressing/plan-demands.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { PasswordHasher } from '../ports/cloud-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import type { CloudServiceOptions } from './cloud-service-options.ts';
import { requireTypedName } from './require-typed-name.ts';
import { createReviewedClouds } from './create-reviewed-clouds.ts';
import { createWishCompletion, type CompletedWish, type WishInput } from './create-wish-completion.ts';
import { isUpToDate, listFresh, planCloud } from './plan-cloud.ts';
import { proveFree } from './prove-free.ts';

interface LaunchInput extends WishInput {
  readonly days: number | null;
  readonly removal: RemovalWish | null;
}

const nothingChanged = 'Nothing was changed on the host.';

/** From a cloud file to a cloud: completed, reviewed, proved free, and begun as one operation. */
export function createCloudLaunch(options: CloudServiceOptions): Pick<AppApi['clouds'], 'complete' | 'plan' | 'up'> {
  const { connections, runner, environment, hashPassword, keepSecrets } = options;
  const complete = createWishCompletion(options);
  const identities = createReviewedClouds(environment);
  const run = createRunPlan(options);

  function planLaunch({ hostId, days, removal }: LaunchInput, completed: CompletedWish) {
    const reviewed = { hostId, file: completed.file, days };
    const names = listFresh(completed).map(({ name }) => name);
    const identity = identities.of(reviewed, names, completed.gathered.hostNowEpochMs);
    return { reviewed, operationId: identity.operationId, ...planCloud(completed, { identity, days, removal }) };
  }

  return {
    async complete(input, { signal }) {
      const completed = await complete(input, signal);
      return completed.kind === 'complete' ? toAnswer(completed) : completed;
    },

    async plan({ probe: isProbed, ...input }, { signal }): Promise<CloudReview | CloudRefusal> {
      const completed = await complete(input, signal);
      if (completed.kind !== 'complete') {
        return completed;
      }
      const { plan, launches, removes, volumes, secrets, refusals } = planLaunch(input, completed);
      const probe = isProbed && refusals.length === 0 ? await proveFree(completed, options, signal) : null;
      return {
        ...toAnswer(completed),
        kind: 'planned',
        plan,
        launches,
        removes,
        volumes,
        probe,
        needsPassword: secrets.length > 0,
        refusals: [...refusals, ...listAnswers(probe)],
        script: plan.steps.length > 0 ? await runner.toScript(plan) : '',
      };
    },

    async *up({ password, typedName, ...input }, { signal }) {
      const completed = await complete(input, signal);
      if (completed.kind !== 'complete') {
        throw explainRefusal(completed);
      }
      const { cloud, gathered } = completed;
      if (isUpToDate(completed)) {
        throw new HostError('conflict', `Cloud ${cloud.name} is as the file has it: there is nothing to do.`, {
          hint: nothingChanged,
        });
      }
      const { plan, secrets, volumes, refusals, operationId, reviewed } = planLaunch(input, completed);
      refuse(refusals);
      requireTypedName(volumes, cloud.name, typedName);
      const values = revealSecrets(secrets, password, { hashPassword, keyboard: cloud.locale.keyboard });
      refuse(listAnswers(await proveFree(completed, options, signal)));
      if (values.size > 0) {
        await keepSecrets(connections.shellOf(gathered.host), { operationId, secrets: values }, signal);
      }
      identities.spend(reviewed);
      yield* run(gathered.host, plan, operationId, signal);
    },
  };
}

function toAnswer({ gathered, cloud, file, existing, changes, verdicts, network }: CompletedWish): CompleteCloud {
  const capacity = describeGroups(toCloudAddresses(cloud));
  return { kind: 'complete', cloud, file, existing, changes, verdicts, network, capacity, notes: gathered.notes };
}

function listAnswers(probe: ProbeReport | null): readonly string[] {
  const verdict = probe === null ? null : judgeProbe(probe);
  return verdict === null || verdict.ok ? [] : [verdict.reason];
}

function refuse(refusals: readonly string[]): void {
  if (refusals.length > 0) {
    throw new HostError('conflict', refusals.join(' '), { hint: `${nothingChanged} Change the file and try again.` });
  }
}

function explainRefusal(refusal: CloudRefusal): HostError {
  switch (refusal.kind) {
    case 'unreadable': {
      const sentences = refusal.problems.map(describePlace);
      return new HostError('invalid-input', `This is no cloud file yet. ${sentences.slice(0, 3).join(' ')}`, {
        hint: nothingChanged,
        raw: sentences.join('\n'),
      });
    }
    case 'refused':
      return new HostError('conflict', refusal.problems.join(' '), { hint: nothingChanged });
    default:
      return unreachable(refusal, 'refusal of a cloud file');
  }
}

function revealSecrets(
  names: readonly StoredSecretName[],
  password: string | null,
  { hashPassword, keyboard }: { readonly hashPassword: PasswordHasher; readonly keyboard: string },
): ReadonlyMap<StoredSecretName, string> {
  if (names.length === 0) {
    return new Map();
  }
  if (password === null) {
    throw new HostError('invalid-input', 'Its machines need a password for root. Give one, or have one made.', {
      hint: nothingChanged,
    });
  }
  const valueOf: Readonly<Record<StoredSecretName, () => string>> = {
    rootPassword: () => password,
    rootPasswordHash: () => hashPassword(password),
    rootPasswordKeys: () => toPasswordKeys(password, keyboard) ?? refuseKeys(keyboard),
  };
  return new Map(names.map((name) => [name, valueOf[name]()]));
}

function refuseKeys(keyboard: string): never {
  throw new HostError(
    'invalid-input',
    `The password has a character that cannot be typed with the keyboard layout ${keyboard}.`,
    {
      hint: `${nothingChanged} Choose a password of plain letters, digits and signs.`,
    },
  );
}
