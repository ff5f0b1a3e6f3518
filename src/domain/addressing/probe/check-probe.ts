import { allowed, refused, type Verdict } from '../../verdict.ts';
import { contains, describeRange, sumAddresses, type AddressRange } from '../address-range.ts';
import type { HostNetwork } from '../host-network.ts';
import { describeTaken } from './build-probe-report.ts';
import type { ProbeReport } from './probe-report.ts';

/** The kernel keeps about a thousand neighbours (gc_thresh3, arp(7)), and others need theirs. */
export const mostProbed = 512;

/** ARP is heard in the bridge's own subnet only: an address outside of it would seem free, whoever had it. */
export function checkProbe(ranges: readonly AddressRange[], { bridge, subnet }: HostNetwork): Verdict {
  const outside = ranges.find((range) => !contains(subnet, range));
  if (outside) {
    return refused(
      `${describeRange(outside)} is not inside ${describeRange(subnet)}, the subnet of ${bridge}, so nobody there would hear the question.`,
    );
  }
  const count = sumAddresses(ranges);
  return count > mostProbed ? refused(`${count} addresses are too many at once; ask for at most ${mostProbed}.`) : allowed;
}

/** Whether addresses may be used: nobody else answered for any. `macs`: whose answer is no surprise, because they are the cloud's own. */
export function judgeProbe({ taken }: ProbeReport, macs: readonly string[] = []): Verdict {
  const expected = new Set(macs.map((mac) => mac.toLowerCase()));
  const strangers = taken.filter(({ answers, isHosts }) => isHosts || answers.some(({ mac }) => !expected.has(mac)));
  return strangers.length === 0 ? allowed : refused(strangers.map(describeTaken).join(' '));
}
