import type { Chain } from '#domain/path/chain.ts';
import { drawChain } from '#domain/path/draw-chain.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { formatTime } from '../terminal/format.ts';
import type { ChainOptions } from './chain-options.ts';
import { createChainReader } from './look-inside.ts';

export async function showChain(invocation: Invocation, name: string, options: ChainOptions): Promise<ExitCode> {
  const { host } = await findMachine(invocation, name, options.host, false);
  const chains = await createChainReader(invocation, { hostId: host.id, machine: name }, options)(invocation.signal);
  await invocation.output.answer({ host: { id: host.id, name: host.name }, machine: name, chains }, (paint) =>
    chains.length === 0
      ? `${name} on ${host.name} has no network card, so there is no chain.`
      : chains
          .map((chain) => drawChain(chain, { hostName: host.name, readAt: formatTime(chain.readAtEpochMs) }, paint))
          .join('\n\n'),
  );
  return chains.length > 0 && chains.every(isWhole) ? exitCodes.done : exitCodes.missing;
}

/** What nobody looked into cannot be judged, and does not count. */
function isWhole({ hops, joins }: Chain): boolean {
  return (
    hops.every((hop) => hop.state === 'up' || hop.state === 'inferred' || hop.state === 'not-inspected') &&
    joins.every((join) => join.state !== 'broken')
  );
}
