import type { AppApi } from '#contract/api.ts';
import { buildImpairPlan } from '#domain/path/impair/build-impair-plan.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import { createPathChange, type PathChangeOptions } from './create-path-change.ts';

type ImpairInput = Parameters<AppApi['path']['reviewImpairment']>[0];

export interface ImpairOptions extends PathChangeOptions {
  readonly hosts: HostService;
}

/** Breaks paths on purpose, to see what a cloud does. */
export function createImpairments(options: ImpairOptions): Pick<AppApi['path'], 'reviewImpairment' | 'impair'> {
  const { hosts, readings } = options;
  const change = createPathChange<ImpairInput>(options, async ({ hostId, machine: name, nicMac, impairment, seconds }) => {
    const host = await hosts.find(hostId);
    const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
    return { host, ...buildImpairPlan({ machine, nicMac, impairment, seconds, facts: reading.facts }) };
  });
  return { reviewImpairment: change.review, impair: change.apply };
}
