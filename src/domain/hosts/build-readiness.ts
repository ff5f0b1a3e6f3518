import { proposeBridge } from '../machines/propose-bridge.ts';
import type { HostFacts } from './host-facts.ts';
import type { Readiness, ReadinessLevel } from './readiness.ts';
import { checkBridgeAllowed } from './readiness/check-bridge-allowed.ts';
import { checkBridgeHelper } from './readiness/check-bridge-helper.ts';
import { checkBridge, checkBridgeUplink } from './readiness/check-bridge.ts';
import { checkClock } from './readiness/check-clock.ts';
import { checkDefinitions } from './readiness/check-definitions.ts';
import { checkKvmModule } from './readiness/check-kvm-module.ts';
import { checkMacs } from './readiness/check-macs.ts';
import { checkMemory } from './readiness/check-memory.ts';
import { checkNested } from './readiness/check-nested.ts';
import { checkBridgeFilter, checkIpForward } from './readiness/check-netfilter.ts';
import { checkQemu } from './readiness/check-qemu.ts';
import { checkTcpdump } from './readiness/check-tcpdump.ts';
import { checkVirtualisation } from './readiness/check-virtualisation.ts';
import { checkVolumeGroup } from './readiness/check-volume-group.ts';
import type { ReadinessCheck } from './readiness/readiness-check.ts';

/** In the order a person sets a host up. */
const checks: readonly ReadinessCheck[] = [
  checkVirtualisation,
  checkKvmModule,
  checkNested,
  checkQemu,
  checkBridge,
  checkBridgeUplink,
  checkBridgeAllowed,
  checkBridgeHelper,
  checkMacs,
  checkIpForward,
  checkBridgeFilter,
  checkVolumeGroup,
  checkMemory,
  checkTcpdump,
  checkClock,
  checkDefinitions,
];

/** The seed's own, where a host has no bridge at all. */
const usualBridge = 'br0';

/** Worst first. */
const levels: readonly ReadinessLevel[] = ['missing', 'warning', 'unknown', 'ok'];

/** Whether machines can be launched on a host, line by line. `bridge` is the one asked for; without it the one a launch would propose. */
export function buildReadiness(
  facts: HostFacts,
  { bridge = proposeBridge(facts)?.name ?? usualBridge }: { readonly bridge?: string } = {},
): Readiness {
  const lines = checks.map((check) => check({ facts, bridge }));
  return { level: levels.find((level) => lines.some((line) => line.level === level)) ?? 'ok', lines };
}
