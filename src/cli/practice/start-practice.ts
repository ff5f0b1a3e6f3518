import type { PracticeEvent } from '#contract/practice.ts';
import type { PracticeProgress } from '#domain/practice/practice.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Output } from '../terminal/output.ts';

export async function startPractice(invocation: Invocation): Promise<ExitCode> {
  const { client } = await invocation.session();
  return tellPractice(invocation, client.practice.up({}, { signal: invocation.signal }));
}

export async function resetPractice(invocation: Invocation): Promise<ExitCode> {
  const { client } = await invocation.session();
  return tellPractice(invocation, client.practice.reset({}, { signal: invocation.signal }));
}

/** Named steps with percent on standard error; the host's name on standard output once it is ready. */
async function tellPractice({ output, session, signal }: Invocation, events: AsyncIterable<PracticeEvent>): Promise<ExitCode> {
  const tellProgress = createProgressTeller(output);
  for await (const event of events) {
    output.item(event);
    switch (event.kind) {
      case 'progress':
        tellProgress(event.progress);
        break;
      case 'ready': {
        const { client } = await session();
        const views = await client.hosts.list({}, { signal });
        const name = views.find((view) => view.host.id === event.hostId)?.host.name ?? event.hostId;
        if (!output.isJson) {
          await output.answer(null, () => name);
        }
        output.tell(`The practice host is ready. Next: nutshell check ${name}`);
        return exitCodes.done;
      }
      default:
        return unreachable(event, 'practice event');
    }
  }
  throw new CommandFault(
    'practice',
    'The practice host ended its start without saying that it is ready.',
    'Try `nutshell practice reset`.',
  );
}

/** One lasting line for each step, another where two run side by side and it is further; details come and go where the terminal can overwrite. */
function createProgressTeller(output: Output): (progress: PracticeProgress) => void {
  const told = new Set<string>();
  let last: { readonly step: string | null; readonly percent: number } = { step: null, percent: -1 };
  return ({ step, title, percent, detail }) => {
    const head = `${String(Math.round(percent)).padStart(3)} %  ${title}`;
    if (!told.has(step) || (step !== last.step && percent > last.percent)) {
      told.add(step);
      last = { step, percent };
      output.tell(head);
    }
    if (detail !== null) {
      output.tellForNow(`${head}: ${detail}`);
    }
  };
}
