import type { MachineDisk } from './machine-disk.ts';
import type { MachineRole } from './machine-role.ts';

/** How the console listens. Neither can be reached from off the host. */
export type VncListen =
  | { readonly kind: 'socket' }
  /** Display N is TCP port 5900 + N on 127.0.0.1: any user of the host can connect, any viewer understands it. */
  | { readonly kind: 'display'; readonly number: number };

export interface MachineAddresses {
  readonly ip: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly nameserver: string;
}

/** What the wizard fills in and `launch` takes: everything a machine is, before it exists. */
export interface MachineDraft {
  readonly name: string;
  readonly role: MachineRole;
  /** Absolute path on the host; null boots from disk only. */
  readonly isoPath: string | null;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly disk: MachineDisk;
  readonly bridge: string;
  readonly mac: string;
  readonly vnc: VncListen;
  /** What the person will type into the installer; kept with the machine so that it can be shown and checked. */
  readonly addresses: MachineAddresses | null;
}

/** Where a start looks for a system first; where there is none, it looks at the other. */
export type BootOrder = 'disk-first' | 'cd-first';

export type MachineOrigin =
  | { readonly kind: 'launched' }
  /** Somebody else started it first, with these words in this folder. It is started so again, with what Nutshell needs added. */
  | { readonly kind: 'adopted'; readonly argv: readonly string[]; readonly workingDirectory: string | null };

/** A machine that Nutshell launched, as written on the host in /var/lib/nutshell/machines/NAME/machine.json. */
export interface MachineDefinition extends MachineDraft {
  /** 1 had a volume of a group for its only kind of disk; it is read as 2. */
  readonly version: 2;
  readonly uuid: string;
  readonly createdEpochMs: number;
  /** user@laptop of the person who launched it. */
  readonly createdBy: string;
  /** The QEMU command line it was started with last. */
  readonly argv: readonly string[];
  /** Counts its changes: what was reviewed is changed only if nobody else changed it since. 0 in definitions of before. */
  readonly revision: number;
  /** What a start boots; the launch itself boots the CD once. */
  readonly boot: BootOrder;
  /** Started by the host when it comes up. */
  readonly autostart: boolean;
  readonly origin: MachineOrigin;
}
