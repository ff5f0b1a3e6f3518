import type { AddressClaim } from '../addressing/claims/address-claim.ts';
import type { FoundCloud } from '../clouds/found-cloud.ts';
import type { Fact } from '../fact.ts';
import type { CheckpointRecord } from '../checkpoints/checkpoint.ts';
import type { Privilege } from './connection.ts';
import type { NetworkFacts } from './network-facts.ts';
import type { StorageFacts } from './storage-facts.ts';
import type { MachineRun } from '../machines/machine-run.ts';
import type { Removal } from '../removals/removal.ts';
import type { QemuProcess } from '../machines/qemu-process.ts';
import type { ForeignDefinition } from '../machines/foreign-definition.ts';
import type { MachineDefinition } from '../machines/machine-definition.ts';

/** Everything one reading of a host brought back, in one round trip. */
export interface HostFacts {
  /** The laptop's clock when the answer was complete. */
  readonly readAtEpochMs: number;
  readonly roundTripMs: number;
  readonly bytesRead: number;
  readonly hostName: string;
  readonly kernelRelease: string;
  /** PRETTY_NAME of os-release(5), or what the host has in its place. */
  readonly distribution: string;
  /** What installs software there, for remedies that can be copied. */
  readonly packageManager: PackageManager | null;
  readonly loginUser: string;
  readonly privilege: Privilege;
  readonly uptimeSeconds: number;
  readonly cpu: Fact<CpuFacts>;
  readonly kvm: Fact<KvmFacts>;
  readonly memory: Fact<MemoryFacts>;
  readonly qemu: Fact<QemuFacts>;
  readonly bridgeHelper: Fact<BridgeHelperFacts>;
  readonly network: NetworkFacts;
  readonly storage: StorageFacts;
  readonly clock: Fact<ClockFacts>;
  readonly tools: Fact<ToolFacts>;
  readonly processes: Fact<readonly QemuProcess[]>;
  /** Machines that Nutshell defined on this host, running or not. */
  readonly definitions: Fact<readonly MachineDefinition[]>;
  /** What the last run of each of them left on the host. */
  readonly runs: Fact<readonly MachineRun[]>;
  /** Machines that libvirt or Proxmox keeps here, running or not. */
  readonly foreignDefinitions: Fact<readonly ForeignDefinition[]>;
  /** Definitions that could not be read. Their names are taken all the same. */
  readonly brokenDefinitions: readonly BrokenDefinition[];
  /** What was set aside to be removed later. */
  readonly removals: Fact<readonly FoundRemoval[]>;
  readonly checkpoints: Fact<readonly FoundCheckpoint[]>;
  /** Who has which addresses of this host's network, and until when. */
  readonly claims: Fact<readonly AddressClaim[]>;
  /** Clouds as they were launched here. */
  readonly clouds: Fact<readonly FoundCloud[]>;
}

/** `isArmed`: it is removed for good when its time is over. An operation that was interrupted before that removes nothing. */
export interface FoundRemoval {
  readonly removal: Removal;
  readonly isArmed: boolean;
}

/** `pausedMs`: how long the machines stood still; null where it was never finished. */
export interface FoundCheckpoint {
  readonly record: CheckpointRecord;
  readonly isFinished: boolean;
  readonly pausedMs: number | null;
}

export type PackageManager = 'apt-get' | 'dnf' | 'yum' | 'zypper' | 'pacman' | 'apk';

/** A machine.json that holds something else than a machine, one sentence why, and what it holds. */
export interface BrokenDefinition {
  readonly machineName: string;
  readonly path: string;
  readonly reason: string;
  readonly raw: string;
}

export interface CpuFacts {
  readonly vendor: 'intel' | 'amd' | 'other';
  readonly model: string;
  readonly threads: number;
  /** The hardware virtualisation flag in /proc/cpuinfo. */
  readonly virtualisation: 'vmx' | 'svm' | 'none';
}

export interface KvmFacts {
  readonly device: 'usable' | 'no-access' | 'absent';
  readonly modules: readonly string[];
  /** /sys/module/kvm_{intel,amd}/parameters/nested: 1 or Y is on. */
  readonly nested: 'on' | 'off' | 'unknown';
}

export interface MemoryFacts {
  readonly totalMiB: number;
  readonly availableMiB: number;
  readonly swapTotalMiB: number;
}

export interface QemuFacts {
  /** Every binary found, the one that Nutshell will use first. */
  readonly binaries: readonly QemuBinary[];
}

export interface QemuBinary {
  readonly path: string;
  /** As `-version` prints it, e.g. 7.2.22. */
  readonly version: string;
}

export interface BridgeHelperFacts {
  readonly path: string | null;
  /** setuid root, or a file capability: what lets a plain user's QEMU open a tap. Root's QEMU needs neither. */
  readonly isPrivileged: boolean;
  /** null where the file does not exist. */
  readonly configPath: string | null;
  /** The file that this very helper was built to read; null where there is no helper to ask. */
  readonly expectedConfigPath: string | null;
  readonly rules: readonly { readonly action: 'allow' | 'deny' | 'include'; readonly value: string }[];
  /** Lines the helper does not understand: one is enough for it to refuse every bridge. */
  readonly unknownLines: readonly string[];
}

export interface ClockFacts {
  readonly hostEpochMs: number;
  /** Host minus laptop, halved round trip taken off. */
  readonly skewMs: number;
  /** What timedatectl or the kernel says; null where nobody can tell. */
  readonly isSynchronised: boolean | null;
}

/** Path of a tool, or null where the host does not have it. */
export interface ToolFacts {
  readonly tcpdump: string | null;
  readonly socat: string | null;
  readonly flock: string | null;
  readonly setsid: string | null;
  readonly python3: string | null;
  readonly virsh: string | null;
  readonly qemuImg: string | null;
  readonly fallocate: string | null;
}
