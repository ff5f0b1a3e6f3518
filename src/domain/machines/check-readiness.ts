import type { HostFacts } from '../hosts/host-facts.ts';
import type { DraftProblem } from './draft-problem.ts';
import type { MachineDraft } from './machine-definition.ts';
import { getRole } from './machine-role.ts';

/** Can this host launch anything at all, and what the role asks for? */
export function checkReadiness(draft: MachineDraft, facts: HostFacts): readonly DraftProblem[] {
  return [...checkPrivilege(facts), ...checkQemu(facts), ...checkKvm(facts), ...checkTools(facts), ...checkNesting(draft, facts)];
}

function checkPrivilege({ privilege, loginUser }: HostFacts): readonly DraftProblem[] {
  return privilege === 'none'
    ? [
        refusal(
          `Launching needs root, and ${loginUser} is neither root nor allowed "sudo -n" on this host. Log in as another user.`,
        ),
      ]
    : [];
}

function checkQemu({ qemu }: HostFacts): readonly DraftProblem[] {
  if (qemu.kind === 'unavailable') {
    return [refusal(`QEMU could not be looked for on this host: ${qemu.reason}.`)];
  }
  return qemu.value.binaries.length === 0
    ? [
        refusal(
          'There is no QEMU on this host. Install it: package qemu-system-x86 on Debian and Ubuntu, qemu-kvm on Red Hat and its kin.',
        ),
      ]
    : [];
}

function checkKvm({ kvm, cpu }: HostFacts): readonly DraftProblem[] {
  if (kvm.kind === 'unavailable') {
    return [refusal(`Whether this host has KVM could not be read: ${kvm.reason}.`)];
  }
  if (kvm.value.device === 'usable') {
    return [];
  }
  const vendor = cpu.kind === 'known' && cpu.value.vendor === 'amd' ? 'kvm_amd' : 'kvm_intel';
  return kvm.value.device === 'no-access'
    ? [refusal('/dev/kvm is there but cannot be opened. Look at its owner and mode, and at what confines the host itself.')]
    : [
        refusal(
          `There is no /dev/kvm on this host. Switch on virtualisation in its firmware and load the module: modprobe ${vendor}.`,
        ),
      ];
}

/** What the operation itself stands on. */
function checkTools({ tools }: HostFacts): readonly DraftProblem[] {
  return tools.kind === 'known' && tools.value.flock === null
    ? [refusal('There is no flock on this host, so two launches at once could not be kept apart. Install util-linux.')]
    : [];
}

/** Cloud in a Box and Node Controller run instances themselves: silvereye's iw/euca.py, vtCheck, offers only Exit. */
function checkNesting({ role }: MachineDraft, { cpu, kvm }: HostFacts): readonly DraftProblem[] {
  if (role === 'frontend' || cpu.kind === 'unavailable' || kvm.kind === 'unavailable') {
    return [];
  }
  const { title } = getRole(role);
  if (cpu.value.virtualisation === 'none') {
    return [
      nesting(
        `The host's processor shows neither vmx nor svm, so the machine will not either, and the installer refuses ${title} without.`,
      ),
    ];
  }
  if (kvm.value.nested === 'on') {
    return [];
  }
  const module = cpu.value.vendor === 'amd' ? 'kvm_amd' : 'kvm_intel';
  const state = kvm.value.nested === 'off' ? 'is off' : 'could not be read';
  return [
    nesting(
      `Nested virtualisation ${state} on this host, and the installer refuses ${title} in a machine without ${cpu.value.virtualisation}. Put "options ${module} nested=1" into /etc/modprobe.d/kvm.conf and reload ${module}.`,
    ),
  ];
}

function refusal(message: string): DraftProblem {
  return { field: null, level: 'refusal', message };
}

function nesting(message: string): DraftProblem {
  return { field: 'role', level: 'warning', message };
}
