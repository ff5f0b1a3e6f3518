import type { AppApi } from '#contract/api.ts';
import { drawTrace } from '#domain/path/trace/draw-trace.ts';
import { placeNames, type TraceStop } from '#domain/path/trace/trace-plan.ts';
import type { TraceOutcome, TraceResult } from '#domain/path/trace/trace-result.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { findSshLogin } from '#domain/clouds/find-ssh-login.ts';
import type { HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';
import type { OpenInside } from '../path/create-inside-reader.ts';
import type { AcceptanceTools } from './acceptance-tools.ts';
import { toInstanceTarget } from './log-in-to-instance.ts';
import { need, type StepContext, type Trial } from './trial.ts';

type TraceInput = Parameters<AppApi['path']['trace']>[0];
type WayIn = NonNullable<TraceInput['wayIn']>;

const good: readonly TraceOutcome[] = ['passed', 'answered', 'one-way'];

/** Pings the instance from the host, and listens at every device that a way is known to. */
export async function traceInstance(tools: AcceptanceTools, trial: Trial, context: StepContext): Promise<void> {
  const result = await traceAsFarAsPossible(tools, trial, context);
  const { verdict } = result;
  context.collect({ title: 'Trace from the host to the instance', text: drawTrace(result) });
  if (!good.includes(verdict.outcome)) {
    throw new HostError('unreachable', `${verdict.sentence} ${verdict.where}`, {
      hint: verdict.fix?.advice ?? 'The trace below has all that was seen.',
    });
  }
  context.see(`${verdict.sentence} ${verdict.where}`);
  describeSightings(result).forEach(context.see);
}

/** Where it was seen, and why not everywhere: probes that come back prove little where nobody listened. */
function describeSightings({ plan: { stops }, copies }: TraceResult): readonly string[] {
  const toWords = ({ name, place }: TraceStop): string => `${name} of ${placeNames[place]}`;
  const seen = stops.filter(({ hopId }) => copies.some((copy) => copy.hopId === hopId));
  return [
    `Seen at ${seen.length} of ${stops.length} devices: ${seen.map(toWords).join(', ') || 'none'}`,
    ...stops.flatMap((stop) => (stop.blindReason === null ? [] : [`Nobody listened at ${toWords(stop)}: ${stop.blindReason}`])),
  ];
}

/** Down into the instance; else into the machine; else the host alone. Why it ended earlier is told. */
async function traceAsFarAsPossible(tools: AcceptanceTools, trial: Trial, context: StepContext): Promise<TraceResult> {
  const { see, signal } = context;
  const instance = trial.made.key === null ? [] : [{ instance: toInstanceTarget(trial) }];
  const machine = toMachineTarget(trial);
  const ways: readonly (WayIn | undefined)[] = [
    ...instance.map((each) => ({ machine, ...each, acceptedFingerprints: [] })),
    { machine, acceptedFingerprints: [] },
    undefined,
  ];
  for (const wayIn of ways) {
    try {
      return await trace(tools, trial, context, wayIn);
    } catch (error) {
      if (wayIn === undefined || signal.aborted || !(error instanceof HostError)) {
        throw error;
      }
      see(`Not looked ${wayIn.instance === undefined ? 'into the machine' : 'into the instance'}: ${error.message}`);
    }
  }
  throw new Error('There is always a last way');
}

async function trace(
  tools: AcceptanceTools,
  trial: Trial,
  { signal, note }: StepContext,
  wayIn: WayIn | undefined,
): Promise<TraceResult> {
  const { host, made } = trial;
  const to = need(made.instance?.publicAddress ?? null, 'public address');
  const input: TraceInput = {
    hostId: host.id,
    machine: findNode(trial).name,
    from: 'host',
    to,
    protocol: 'icmp',
    ...(wayIn && { wayIn }),
  };
  let result: TraceResult | null = null;
  for await (const event of tools.traceBy(createOpener(tools, trial))(input, { signal })) {
    if (event.kind === 'stage') {
      note(event.sentence);
    }
    result = event.kind === 'result' ? event.result : result;
  }
  if (result === null) {
    throw new HostError('unexpected-output', 'The trace ended without a result.');
  }
  return result;
}

/** The machine as its credentials were fetched, the instance at its public address: the path asks for nothing that is not known. */
function createOpener(tools: AcceptanceTools, trial: Trial): OpenInside {
  const { host, cloud, recipe, wish } = trial;
  return async ({ way, answers, signal }): Promise<HostLink> => {
    const target = way.at(-1);
    const attempt =
      way.length === 1 || target === undefined
        ? await tools.ways.open({ host, cloud, recipe }, [], { ...wish.login, machine: findNode(trial).name }, signal)
        : await tools.connectInside({ host, way: [target], answers, signal });
    if (attempt.kind === 'open' || attempt.kind === 'connected') {
      return attempt.link;
    }
    const message = attempt.kind === 'failed' ? attempt.problem.message : 'It asks for something that is not known here.';
    throw new HostError('denied', message);
  };
}

/** Whose bridge the instance is behind: the machine with the API, which carries instances or leads to them. */
function findNode({ cloud, recipe }: Trial) {
  const roles = recipe.credentials.map(({ role }) => role);
  return need(cloud.machines.find(({ role }) => roles.includes(role)) ?? cloud.machines[0] ?? null, 'machine');
}

function toMachineTarget(trial: Trial) {
  const { user } = findSshLogin(trial.recipe);
  const { login } = trial.wish;
  return {
    address: formatIpv4(findNode(trial).address),
    port: 22,
    user: login.user ?? user,
    auth: login.auth ?? { kind: 'password' as const },
  };
}
