import type { LaunchReview } from '#contract/machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import { collectTaken } from '#domain/machines/collect-taken.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { proposeDisplay } from '#domain/machines/propose-display.ts';
import { roles, type MachineRole } from '#domain/machines/machine-role.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { buildDraft, type LaunchOptions } from './build-draft.ts';
import { describeDraftProblems, describePlan } from './describe-plan.ts';

/** Reviews first, so that a refusal is told in full before anything is begun; the host checks again under its lock. */
export async function launchMachine(
  invocation: Invocation,
  wanted: string | undefined,
  options: LaunchOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const role = parseRole(options.role);
  const host = await useHost(invocation, wanted);
  const draft = await draftMachine(invocation, host, role, options);
  requireFound(host, draft);
  const { client } = await invocation.session();
  const review = await client.machines.review({ hostId: host.id, draft }, { signal });
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, draft, review);
  }
  refuse(draft, review);
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  review.problems.forEach((problem) => output.warn(problem.message));
  const events = client.machines.launch({ hostId: host.id, draft }, { signal });
  const code = await tellOperation(invocation, host, events);
  if (code === exitCodes.done) {
    output.tell(`Its screen: nutshell console ${draft.name} --host ${quoteArgv([host.name])}`);
  }
  return code;
}

function parseRole(text: string): MachineRole {
  const found = roles.find((role) => role.role === text);
  if (!found) {
    const known = roles.map((role) => role.role);
    throw usageFault(`There is no role ${text}.`, suggestionFor(text, known, 'roles'));
  }
  return found.role;
}

async function draftMachine(
  invocation: Invocation,
  host: Host,
  role: MachineRole,
  options: LaunchOptions,
): Promise<MachineDraft> {
  const { signal } = invocation;
  const { client } = await invocation.session();
  if (options.iso === undefined) {
    throw await missingIsoFault(invocation, host);
  }
  const proposal = await client.machines.propose({ hostId: host.id, role, name: options.name ?? null }, { signal });
  if (options.vnc !== 'display') {
    return buildDraft(proposal, options, () => 1);
  }
  const { facts, machines } = await client.hosts.read({ hostId: host.id }, { signal });
  return buildDraft(proposal, options, () => proposeDisplay(collectTaken(facts, machines)));
}

/** A proposal leaves the bridge empty where the host has none. */
function requireFound(host: Host, { bridge }: MachineDraft): void {
  if (bridge === '') {
    const hint = `\`nutshell check ${quoteArgv([host.name])}\` says what to do; --bridge names one.`;
    throw new CommandFault('missing-on-host', `${host.name} has no bridge for the network card.`, hint);
  }
}

async function missingIsoFault(invocation: Invocation, host: Host): Promise<CommandFault> {
  const { client } = await invocation.session();
  const hint = 'Give --iso with its whole path on the host, or --no-iso to boot from the disk.';
  const { path, entries } = await client.images.browse({ hostId: host.id, path: null }, { signal: invocation.signal });
  const images = entries.filter((entry) => entry.kind === 'image').map((entry) => entry.path);
  const seen = images.length === 0 ? `There is none in ${path}.` : `There are: ${images.join(', ')}.`;
  return usageFault('Which installer ISO shall it boot from?', `${hint} ${seen}`);
}

/** The whole review changes nothing; its JSON holds the script as well. */
async function showReview({ output }: Invocation, host: Host, draft: MachineDraft, review: LaunchReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, draft, ...review }, (paint) => {
    const problems = describeDraftProblems(review.problems, paint);
    return [describePlan(review.plan, paint), ...(problems.length === 0 ? [] : [problems.join('\n')])].join('\n\n');
  });
  output.tell('Nothing was changed.');
  return refusals(review).length === 0 ? exitCodes.done : exitCodes.refused;
}

function refuse(draft: MachineDraft, review: LaunchReview): void {
  const messages = refusals(review);
  if (messages.length > 0) {
    throw new CommandFault(
      'conflict',
      `${draft.name} cannot be launched. ${messages.join(' ')}`,
      'Nothing was changed on the host.',
    );
  }
}

function refusals({ problems }: LaunchReview): readonly string[] {
  return problems.filter((problem) => problem.level === 'refusal').map((problem) => problem.message);
}
