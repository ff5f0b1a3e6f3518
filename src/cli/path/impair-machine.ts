import type { Impairment } from '#domain/path/impair/impairment.ts';
import { tellReviewed } from '../activity/tell-reviewed.ts';
import { usageFault } from '../command-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { findMachine } from '../machines/find-machine.ts';
import { parseCount } from '../machines/parse-size.ts';

export interface ImpairMachineOptions {
  readonly host?: string;
  readonly linkDown?: boolean;
  readonly delay?: string;
  readonly jitter?: string;
  readonly loss?: string;
  readonly rate?: string;
  readonly mtu?: string;
  readonly for: string;
  readonly nic?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

export async function impairMachine(invocation: Invocation, name: string, options: ImpairMachineOptions): Promise<ExitCode> {
  const impairment = readImpairment(options);
  const seconds = parseCount(options.for, '--for');
  const { host } = await findMachine(invocation, name, options.host, true);
  const { client } = await invocation.session();
  const { signal } = invocation;
  const wish = { hostId: host.id, machine: name, nicMac: options.nic ?? null, impairment, seconds };
  const review = await client.path.reviewImpairment(wish, { signal });
  return tellReviewed(invocation, { host, review, begin: () => client.path.impair(wish, { signal }) }, options);
}

function readImpairment({ linkDown, delay, jitter, loss, rate, mtu }: ImpairMachineOptions): Impairment {
  const wished: readonly Impairment[] = [
    ...(linkDown === true ? [{ kind: 'link-down' } as const] : []),
    ...(delay === undefined
      ? []
      : [{ kind: 'delay', delayMs: parseCount(delay, '--delay'), jitterMs: parseCount(jitter ?? '0', '--jitter') } as const]),
    ...(loss === undefined ? [] : [{ kind: 'loss', percent: parsePercent(loss) } as const]),
    ...(rate === undefined ? [] : [{ kind: 'rate', kbitPerSecond: parseCount(rate, '--rate') } as const]),
    ...(mtu === undefined ? [] : [{ kind: 'mtu', bytes: parseCount(mtu, '--mtu') } as const]),
  ];
  const [impairment, ...others] = wished;
  if (impairment === undefined || others.length > 0) {
    throw usageFault(
      impairment === undefined ? 'How shall it be broken?' : 'It can be broken in one way at a time.',
      'Give one of --link-down, --delay MS, --loss PERCENT, --rate KBIT or --mtu BYTES.',
    );
  }
  if (jitter !== undefined && delay === undefined) {
    throw usageFault('--jitter is how much a delay varies.', 'Give --delay MS as well.');
  }
  return impairment;
}

function parsePercent(text: string): number {
  if (!/^\d{1,3}(\.\d{1,3})?%?$/.test(text)) {
    throw usageFault(`"${text}" after --loss is no percentage.`, 'Write a number, for example --loss 10.');
  }
  return Number(text.replace('%', ''));
}
