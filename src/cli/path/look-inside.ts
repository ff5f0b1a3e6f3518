import type { Chain } from '#domain/path/chain.ts';
import { logInToMachine } from '../clouds/machine-login.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import type { Invocation } from '../invocation.ts';
import type { ChainOptions } from './chain-options.ts';
import { toWayIn } from './way-in.ts';

export interface ChainPlace {
  readonly hostId: string;
  readonly machine: string;
}

/** Reads the chains as often as it is called; the first time asks what must be asked to get inside. */
export type ReadChains = (signal: AbortSignal) => Promise<readonly Chain[]>;

/** From outside, by an address that was given, or as the cloud of the machine logs in. */
export function createChainReader(invocation: Invocation, place: ChainPlace, options: ChainOptions): ReadChains {
  if (options.inside !== true) {
    const input = { ...place, ...toWayIn(options, invocation.acceptedFingerprints) };
    return async (signal) => (await invocation.session()).client.path.chains(input, { signal });
  }
  if (options.instance !== undefined) {
    throw usageFault('--instance goes with --inside ADDRESS.', 'Without an address the machine alone is looked into.');
  }
  return (signal) => lookInside(invocation, place, options, signal);
}

async function lookInside(
  invocation: Invocation,
  place: ChainPlace,
  { key, passwordFile }: ChainOptions,
  signal: AbortSignal,
): Promise<readonly Chain[]> {
  const { client } = await invocation.session();
  const login = { ...(key !== undefined && { key }), ...(passwordFile !== undefined && { passwordFile }) };
  const look = await logInToMachine(invocation, login, (given) => client.path.lookInside({ ...place, login: given }, { signal }));
  if (look.kind === 'none') {
    throw new CommandFault('not-found', look.reason, 'Say how to get into it: --inside root@ADDRESS.');
  }
  look.notes.forEach((note) => invocation.output.warn(note));
  return look.chains;
}
