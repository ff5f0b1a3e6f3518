import type { TunnelEvent } from '#contract/access.ts';
import { toProblem } from '#contract/api-error.ts';
import type { Problem } from '#domain/problem.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { parseCount } from '../machines/parse-size.ts';
import type { AccessOptions } from './access-options.ts';

/** A port of this laptop leads to the service until Ctrl-C. */
export async function keepTunnel(
  invocation: Invocation,
  { cloud, service }: { readonly cloud: string; readonly service: string },
  { on, port }: AccessOptions,
): Promise<ExitCode> {
  const wished = parsePort(port, '--port');
  const host = await useHost(invocation, on);
  const { client } = await invocation.session();
  const input = { hostId: host.id, cloud, service, port: wished };
  return keep(invocation, client.access.tunnel(input, { signal: invocation.signal }));
}

export async function keepProxy(invocation: Invocation, { on, socks }: AccessOptions): Promise<ExitCode> {
  const wished = parsePort(socks === true ? undefined : socks, '--socks');
  const host = await useHost(invocation, on);
  const { client } = await invocation.session();
  return keep(invocation, client.access.socks({ hostId: host.id, port: wished }, { signal: invocation.signal }));
}

function parsePort(text: string | undefined, option: string): number | null {
  if (text === undefined) {
    return null;
  }
  const port = parseCount(text, option);
  if (port < 1 || port > 65_535) {
    throw usageFault(`${port} is no port.`, 'A port is a number from 1 to 65535.');
  }
  return port;
}

async function keep({ output, signal }: Invocation, events: AsyncIterable<TunnelEvent>): Promise<ExitCode> {
  let isOpen = false;
  const tellProblem = createProblemTeller(output);
  try {
    for await (const event of events) {
      output.item(event);
      if (event.kind === 'open') {
        isOpen = true;
        tellOpen(output, event);
      } else {
        tellProblem(event.problem);
      }
    }
    return exitCodes.done;
  } catch (error) {
    if (isOpen && signal.aborted && toProblem(error).code === 'cancelled') {
      return exitCodes.done;
    }
    throw error;
  }
}

/** A browser asks again and again; the same refusal is told once. */
function createProblemTeller(output: Invocation['output']): (problem: Problem | null) => void {
  let told: string | null = null;
  return (problem) => {
    if (problem !== null && problem.message !== told) {
      output.warn([problem.message, problem.hint].filter((part) => part !== null).join('. '));
    }
    told = problem?.message ?? null;
  };
}

function tellOpen(output: Invocation['output'], { url, port, note }: Extract<TunnelEvent, { readonly kind: 'open' }>): void {
  if (!output.isJson) {
    output.verbatim(`${url ?? `127.0.0.1:${port}`}\n`);
  }
  if (note !== null) {
    output.warn(`${note} ${port} is used instead.`);
  }
  output.tell('Every program and user of this laptop can connect there. Ctrl-C ends it.');
}
