import type { AddressRange } from '../addressing/address-range.ts';
import type { HostNetwork } from '../addressing/host-network.ts';
import { formatIpv4 } from '../addressing/ipv4.ts';
import { parseRange } from '../addressing/parse-ranges.ts';
import { buildAnswerSheet } from '../recipes/build-answer-sheet.ts';
import { buildInstall, listWays, type Install } from '../recipes/build-install.ts';
import { buildInstallValues } from '../recipes/build-install-values.ts';
import { describeWay } from '../recipes/describe-way.ts';
import { findRole } from '../recipes/find-role.ts';
import type { InstallHow, InstallWay } from '../recipes/install-shapes.ts';
import type { InstallValues } from '../recipes/install-values.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { toCloudAddresses, type Cloud, type CloudMachine } from './cloud.ts';
import { markSecret } from './mark-secret.ts';
import { buildAnswerDrive } from './screen/build-answer-drive.ts';
import { buildMenuDrive } from './screen/build-menu-drive.ts';
import type { ScreenInstruction } from './screen/screen-instruction.ts';

/** How one machine comes by its system. */
export type MachineInstall =
  /** Nobody needs to be there: QEMU starts the installer's kernel, and the answers lie in its initrd. */
  | { readonly kind: 'unattended'; readonly install: Install & { readonly kernel: NonNullable<Install['kernel']> } }
  /** Nobody either: it boots the CD, and keys are pressed for what its screen shows. */
  | { readonly kind: 'typed'; readonly menu: readonly ScreenInstruction[]; readonly answers: readonly ScreenInstruction[] }
  /** It boots the CD; its questions are for somebody else, and where `menu` is empty its menu too. */
  | { readonly kind: 'attended'; readonly how: InstallHow['kind']; readonly menu: readonly ScreenInstruction[] };

export type InstallChoice =
  | { readonly kind: 'chosen'; readonly install: MachineInstall }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Ways that a launch can take: of the others, that a medium be written first. */
const usable: readonly InstallHow['kind'][] = ['direct-kernel', 'boot-menu', 'answer-sheet'];

/** The way that the cloud asks for, else the best that the recipe has for this role; its files hold marks in the place of secrets. */
export function chooseInstall(cloud: Cloud, machine: CloudMachine, recipe: Recipe, network: HostNetwork): InstallChoice {
  const ways = listWays(recipe, machine.role);
  const way = ways.find(({ how }) => (cloud.install === null ? isUsable(how, recipe) : how.kind === cloud.install));
  if (way === undefined) {
    return { kind: 'refused', problems: [explainNoWay(cloud, machine, recipe)] };
  }
  if (!usable.includes(way.how.kind)) {
    return {
      kind: 'refused',
      problems: [`${describeWay(way.how)} Nutshell does not do that yet; choose another way to install.`],
    };
  }
  if (way.how.kind === 'answer-sheet') {
    return { kind: 'chosen', install: { kind: 'attended', how: way.how.kind, menu: [] } };
  }
  if (machine.isoPath === null) {
    return { kind: 'refused', problems: [`${machine.name} has no ISO that its installer could be taken from. Choose one.`] };
  }
  const values = gatherInstallValues(cloud, machine.name, recipe, network);
  if (values === null) {
    return { kind: 'refused', problems: [`${machine.name}: ${machine.name} has no address in the plan.`] };
  }
  const chosen =
    way.how.kind === 'boot-menu' ? chooseKeys(recipe, way, machine, values) : chooseKernel(recipe, way, machine, values);
  return chosen.kind === 'chosen'
    ? chosen
    : { kind: 'refused', problems: chosen.problems.map((problem) => `${machine.name}: ${problem}`) };
}

/** Without the entries of its menu nobody can tell when to press which key. */
function isUsable({ kind }: InstallHow, { bootMenu }: Recipe): boolean {
  return usable.includes(kind) && (kind !== 'boot-menu' || bootMenu !== null);
}

/** What the plan of a cloud gives to the install of one of its machines; null where it has no address there. */
export function gatherInstallValues(cloud: Cloud, machine: string, recipe: Recipe, network: HostNetwork): InstallValues | null {
  return buildInstallValues({
    addresses: toCloudAddresses(cloud),
    machine,
    roleOf: Object.fromEntries(cloud.machines.map(({ name, role }) => [name, role])),
    network: {
      prefixLength: network.prefixLength,
      gateway: formatIpv4(network.gateway ?? 0),
      nameservers: [formatIpv4(network.nameserver ?? network.gateway ?? 0)],
    },
    otherRanges: listDefaults(recipe),
    locale: cloud.locale,
    filesUrl: 'file:',
  });
}

function chooseKernel(recipe: Recipe, way: InstallWay, { role }: CloudMachine, values: InstallValues): InstallChoice {
  const reading = buildInstall(recipe, way, { roleId: role, values, reveal: markSecret });
  if (reading.kind === 'refused') {
    return reading;
  }
  const { kernel } = reading.install;
  return kernel === null
    ? { kind: 'refused', problems: [`${recipe.title} names no kernel for ${role}.`] }
    : { kind: 'chosen', install: { kind: 'unattended', install: { ...reading.install, kernel } } };
}

/** The menu by its screen; the questions too, where they are asked in text. */
function chooseKeys(recipe: Recipe, way: InstallWay, { role }: CloudMachine, values: InstallValues): InstallChoice {
  const reading = buildInstall(recipe, way, { roleId: role, values, reveal: markSecret });
  if (reading.kind === 'refused') {
    return reading;
  }
  const { menu: keys, files } = reading.install;
  if (keys === null || files.length > 0) {
    return {
      kind: 'refused',
      problems: ['Files cannot be given to an installer that is started by its menu. Choose another way.'],
    };
  }
  const menu = buildMenuDrive(recipe, role, keys);
  if (menu.kind === 'refused') {
    return menu;
  }
  if (way.how.kind !== 'boot-menu' || !way.how.typesAnswers) {
    return { kind: 'chosen', install: { kind: 'attended', how: way.how.kind, menu: menu.instructions } };
  }
  const sheet = buildAnswerSheet(recipe, role, values);
  const answers = sheet.kind === 'refused' ? sheet : buildAnswerDrive(sheet.entries, values.locale.keyboard);
  return answers.kind === 'refused'
    ? answers
    : { kind: 'chosen', install: { kind: 'typed', menu: menu.instructions, answers: answers.instructions } };
}

/** What is seen within one machine only needs no plan: where the cloud has none, the recipe's own is as good as any. */
function listDefaults({ addresses }: Recipe): Readonly<Record<string, readonly AddressRange[]>> {
  return Object.fromEntries(
    addresses.flatMap(({ id, scope, default: usual }) => {
      const parsed = scope === 'inside' && usual !== null ? parseRange(usual) : null;
      return parsed?.ok === true ? [[id, [parsed.range]]] : [];
    }),
  );
}

function explainNoWay({ install }: Cloud, { role }: CloudMachine, recipe: Recipe): string {
  const title = findRole(recipe, role)?.title ?? role;
  return install === null
    ? `${recipe.title} has no way to install ${title} that Nutshell can take.`
    : `${recipe.title} has no way ${install} to install ${title}.`;
}
