import { changeOwned, type OwnedWay } from '#domain/addressing/change-owned.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { tellMap } from './show-addresses.ts';

export interface OwnOptions {
  readonly add?: boolean;
  readonly remove?: boolean;
  readonly dryRun?: boolean;
}

export async function ownAddresses(
  invocation: Invocation,
  wanted: string,
  blocks: readonly string[],
  options: OwnOptions,
): Promise<ExitCode> {
  if (options.add && options.remove) {
    throw usageFault('Use --add or --remove, not both.');
  }
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const text = blocks.join(' ');
  const way: OwnedWay = options.add ? 'add' : options.remove ? 'remove' : 'replace';
  if (options.dryRun || blocks.length === 0) {
    const { owned } = await client.addressing.map({ hostId: host.id }, { signal });
    const changed = blocks.length === 0 ? ({ kind: 'changed', owned } as const) : changeOwned(owned, text, way);
    if (changed.kind === 'unreadable') {
      throw new CommandFault('invalid-input', changed.reasons.join('\n'), 'Nothing was changed.');
    }
    await output.answer({ host: { id: host.id, name: host.name }, owned: changed.owned }, () =>
      changed.owned.length === 0 ? `You own nothing in the network of ${host.name} yet.` : changed.owned.join('\n'),
    );
    return exitCodes.done;
  }
  return tellMap(invocation, host, await client.addressing.own({ hostId: host.id, blocks: text, way }, { signal }));
}
