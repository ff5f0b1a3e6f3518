import type { KernelStart } from './build-install.ts';
import type { RecipeRole } from './machine-shapes.ts';
import type { Recipe } from './recipe.ts';

/** An option of QEMU that a recipe wants and the usual command line (docs/decisions/0002) has not, or has otherwise. */
export interface QemuChange {
  readonly option: string;
  readonly value: string | null;
  readonly explanation: string;
  /** The usual option whose place it takes, e.g. "-machine pc,accel=kvm"; null: it is added. */
  readonly instead: string | null;
}

/** What the machines of a role need beyond the usual. `kernel` carries the paths on the host, not in the ISO. */
export function buildQemuChanges(
  { machine }: Pick<Recipe, 'machine'>,
  role: RecipeRole,
  kernel: KernelStart | null,
): readonly QemuChange[] {
  return [
    ...(machine.chipset === 'q35'
      ? [change('-machine', 'q35,accel=kvm', 'A PC with PCI Express, which this system wants.', '-machine')]
      : []),
    ...(machine.firmware === 'uefi' ? [change('-bios', 'OVMF.fd', 'UEFI firmware, which this system boots by.', null)] : []),
    ...buildDisks(machine.diskBus, role.hardware.disks.length),
    ...buildNics(machine.nicModel, role.hardware.nics.length),
    ...(kernel === null ? [] : buildKernel(kernel)),
  ];
}

function buildDisks(bus: Recipe['machine']['diskBus'], count: number): readonly QemuChange[] {
  const devices = { virtio: null, ide: 'ide-hd', sata: 'ide-hd,bus=ahci0', 'lsi-scsi': 'scsi-hd,bus=scsi0' } as const;
  const controllers = { virtio: null, ide: null, sata: 'ahci,id=ahci0', 'lsi-scsi': 'lsi53c895a,id=scsi0' } as const;
  const [device, controller] = [devices[bus], controllers[bus]];
  const words = { virtio: 'virtio', ide: 'IDE', sata: 'SATA', 'lsi-scsi': 'LSI SCSI' } as const;
  return [
    ...(controller === null
      ? []
      : [change('-device', controller, `The ${words[bus]} controller that this system has a driver for.`, null)]),
    ...(device === null
      ? []
      : [change('-device', `${device},drive=disk0`, `The disk on ${words[bus]}, not on virtio.`, '-drive if=virtio')]),
    ...(count > 1 ? [change('-drive', null, `${count} disks in all; the usual machine has one.`, null)] : []),
  ];
}

function buildNics(model: Recipe['machine']['nicModel'], count: number): readonly QemuChange[] {
  return [
    ...(model === 'virtio-net-pci'
      ? []
      : [
          change(
            '-device',
            `${model},netdev=net0`,
            `The network card as ${model}: this system has no driver for virtio.`,
            '-device virtio-net-pci',
          ),
        ]),
    ...(count > 1 ? [change('-netdev', null, `${count} network cards in all; the usual machine has one.`, null)] : []),
  ];
}

function buildKernel({ kernelPath, initrdPath, words }: KernelStart): readonly QemuChange[] {
  return [
    change(
      '-kernel',
      kernelPath,
      "The installer's kernel, taken from the ISO: no boot menu, so nobody needs to press a key in time.",
      null,
    ),
    change('-initrd', initrdPath, 'Its initial file system, from the ISO too.', null),
    change('-append', words.join(' '), 'The words of the boot entry, and where the answers are fetched from.', null),
    change(
      '-no-reboot',
      null,
      'QEMU ends when the installer restarts the machine. Started again without these words it boots from its disk; with them it would install anew.',
      null,
    ),
  ];
}

function change(option: string, value: string | null, explanation: string, instead: string | null): QemuChange {
  return { option, value, explanation, instead };
}
