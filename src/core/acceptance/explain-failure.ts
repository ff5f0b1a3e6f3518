import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { HostError } from '../ports/host-error.ts';
import type { AcceptanceTools } from './acceptance-tools.ts';
import { traceInstance } from './trace-instance.ts';
import type { StepContext, Trial } from './trial.ts';

const linesOfEach = 150;
const maxBytes = 2 * 1024 * 1024;
const silenceMs = 30_000;

/** What a person would look at next: the instance's console, the path to it, the logs that the recipe lists. */
export function createExplainer(tools: AcceptanceTools) {
  return async (trial: Trial, context: StepContext): Promise<void> => {
    await tryTo(context, 'The console of the instance', () => collectConsole(tools, trial, context));
    await tryTo(context, 'A trace', () => collectTrace(tools, trial, context));
    await tryTo(context, 'The logs of the cloud', () => collectLogs(tools, trial, context));
  };
}

async function tryTo({ collect }: StepContext, what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof HostError)) {
      throw error;
    }
    collect({ title: `${what} could not be had`, text: error.message });
  }
}

async function collectConsole(tools: AcceptanceTools, { made }: Trial, { signal, collect, note }: StepContext): Promise<void> {
  const { client, instance } = made;
  if (client !== null && instance !== null) {
    note('Reading the console of the instance.');
    const { base64 } = await client.ask(ec2Requests.getConsole(instance.id), signal);
    collect({ title: `Console of ${instance.id}`, text: tools.decodeBase64(base64) });
  }
}

/** Only where nothing was traced yet, and there is somewhere to trace to. */
async function collectTrace(tools: AcceptanceTools, trial: Trial, context: StepContext): Promise<void> {
  if (trial.made.instance?.publicAddress && trial.made.instance.state === 'running') {
    context.note('Tracing the path to the instance.');
    await traceInstance(tools, trial, context);
  }
}

async function collectLogs(tools: AcceptanceTools, { host, cloud, recipe, wish }: Trial, { signal, collect, note }: StepContext) {
  const roles = [...new Set(recipe.credentials.map(({ role }) => role))];
  note('Reading the logs of the cloud.');
  const way = await tools.ways.open({ host, cloud, recipe }, roles, wish.login, signal);
  if (way.kind !== 'open') {
    collect({ title: 'The logs of the cloud could not be had', text: 'Its machine asks for something that is not known here.' });
    return;
  }
  const { link, machine } = way;
  try {
    const paths = recipe.logs.filter((log) => log.roles.length === 0 || log.roles.includes(machine.role)).map(({ path }) => path);
    const text = await tools.resources.read('host/tail-logs.sh');
    const { stdout } = await link.shell.run({
      purpose: `Read the logs of ${machine.name}`,
      command: { kind: 'script', name: 'tail-logs.sh', text, args: [String(linesOfEach), ...paths] },
      asRoot: link.privilege === 'sudo',
      ...{ maxBytes, silenceMs, signal },
    });
    collect({
      title: `Logs of ${machine.name}`,
      text: stdout === '' ? 'None of the logs that the recipe lists is there.' : stdout,
    });
  } finally {
    link.close();
  }
}
