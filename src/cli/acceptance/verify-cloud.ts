import { writeFile } from 'node:fs/promises';
import { ApiError } from '#contract/api-error.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import {
  describeVerdict,
  formatSeconds,
  isGreen,
  type AcceptanceEvent,
  type AcceptanceReport,
  type StepResult,
} from '#domain/acceptance/acceptance-step.ts';
import { writeJunit } from '#domain/acceptance/write-junit.ts';
import { writeMarkdown } from '#domain/acceptance/write-markdown.ts';
import type { Host } from '#domain/hosts/host.ts';
import { logInToMachine, type MachineLoginOptions } from '../clouds/machine-login.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type CommandProblemCode, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { parseCount } from '../machines/parse-size.ts';

export interface VerifyOptions extends MachineLoginOptions {
  readonly on?: string;
  readonly image?: string;
  readonly type?: string;
  readonly instanceUser: string;
  readonly limit: string;
  readonly junit?: string;
  readonly markdown?: string;
}

export async function verifyCloud(invocation: Invocation, cloud: string, options: VerifyOptions): Promise<ExitCode> {
  const limitSeconds = parseCount(options.limit, '--limit');
  const host = await useHost(invocation, options.on);
  const login = await findLogin(invocation, host, cloud, options);
  const { client } = await invocation.session();
  const place = { hostId: host.id, cloud };
  const { image: imageId = null, type = null, instanceUser: user } = options;
  // Ctrl-C ends the test in good order: the listening goes on until everything is taken away.
  const stop = (): void => {
    invocation.output.tell('Stopping; what was made is taken away first.');
    void client.acceptance.stop(place);
  };
  invocation.signal.addEventListener('abort', stop, { once: true });
  let report: AcceptanceReport | null = null;
  try {
    for await (const event of client.acceptance.verify({ ...place, imageId, type, user, limitSeconds, login })) {
      invocation.output.item(event);
      tell(invocation, event);
      report = event.kind === 'finished' ? event.report : report;
    }
  } finally {
    invocation.signal.removeEventListener('abort', stop);
  }
  if (report === null) {
    throw new CommandFault('unexpected-output', 'The test ended without a report.', 'Try it again.');
  }
  await conclude(invocation, report, options);
  return invocation.signal.aborted ? exitCodes.interrupted : isGreen(report) ? exitCodes.done : exitCodes.failed;
}

/** What is wrong with the machine, and not with what was typed: for that there is the test, and its report. */
const toldByTheTest: readonly CommandProblemCode[] = ['denied', 'host-key-changed'];

/** Questions are asked before the test; a machine that cannot be reached is for the test itself to tell. */
async function findLogin(invocation: Invocation, host: Host, cloud: string, options: VerifyOptions): Promise<MachineLogin> {
  const { client } = await invocation.session();
  let used: MachineLogin = { answers: { acceptedFingerprints: [], secrets: [], remember: true } };
  try {
    await logInToMachine(invocation, options, (login) => {
      used = login;
      return client.credentials.fetch({ hostId: host.id, cloud, login }, { signal: invocation.signal });
    });
  } catch (error) {
    const isForTheTest =
      error instanceof ApiError || (error instanceof CommandFault && toldByTheTest.includes(error.problem.code));
    if (!isForTheTest) {
      throw error;
    }
    invocation.output.tell('The credentials could not be fetched yet; the test will say more.');
  }
  return used;
}

function tell({ output }: Invocation, event: AcceptanceEvent): void {
  if (event.kind === 'began' || event.kind === 'note') {
    output.tellForNow(`…       ${event.kind === 'began' ? event.title : event.text}`);
  } else if (event.kind === 'ended') {
    output.tell(describeStep(event.result));
  }
}

function describeStep({ title, outcome, evidence, durationMs }: StepResult): string {
  const word = { passed: 'passed ', failed: 'FAILED ', skipped: 'skipped' }[outcome.kind];
  const lines = evidence.map((line) => `          ${line}`);
  const said =
    outcome.kind === 'failed'
      ? [outcome.message, outcome.hint ?? ''].filter((line) => line !== '').map((line) => `          ${line}`)
      : [];
  return [`${word} ${title} (${formatSeconds(durationMs)})`, ...lines, ...said].join('\n');
}

async function conclude({ output }: Invocation, report: AcceptanceReport, { junit, markdown }: VerifyOptions): Promise<void> {
  if (!output.isJson) {
    await output.answer(report, () => describeVerdict(report));
  }
  const files = [
    ...(junit === undefined ? [] : [[junit, writeJunit(report)]]),
    ...(markdown === undefined ? [] : [[markdown, writeMarkdown(report)]]),
  ];
  for (const [path = '', text = ''] of files) {
    await save(path, text);
    output.tell(`The report is in ${path}`);
  }
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const raw = error instanceof Error ? error.message : String(error);
    throw new CommandFault(
      'local-file',
      `The report could not be written to ${path}.`,
      'Check the path; the test itself is over.',
      raw,
    );
  }
}
