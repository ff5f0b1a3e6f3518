import type { AddressRange } from '../addressing/address-range.ts';
import type { HostNetwork } from '../addressing/host-network.ts';
import { formatIpv4 } from '../addressing/ipv4.ts';
import { parseRange } from '../addressing/parse-ranges.ts';
import { buildInstall, listWays, type Install } from '../recipes/build-install.ts';
import { buildInstallValues } from '../recipes/build-install-values.ts';
import { describeWay } from '../recipes/describe-way.ts';
import { findRole } from '../recipes/find-role.ts';
import type { InstallHow } from '../recipes/install-shapes.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { toCloudAddresses, type Cloud, type CloudMachine } from './cloud.ts';
import { markSecret } from './mark-secret.ts';

/** How one machine comes by its system. */
export type MachineInstall =
  /** Nobody needs to be there: QEMU starts the installer's kernel, and the answers lie in its initrd. */
  | { readonly kind: 'unattended'; readonly install: Install & { readonly kernel: NonNullable<Install['kernel']> } }
  /** It boots the CD; its menu and its questions are for somebody else. */
  | { readonly kind: 'attended'; readonly how: InstallHow['kind'] };

export type InstallChoice =
  | { readonly kind: 'chosen'; readonly install: MachineInstall }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Ways that a launch can take: of the others, that a medium be written first. */
const usable: readonly InstallHow['kind'][] = ['direct-kernel', 'boot-menu', 'answer-sheet'];

/** The way that the cloud asks for, else the best that the recipe has for this role; its files hold marks in the place of secrets. */
export function chooseInstall(cloud: Cloud, machine: CloudMachine, recipe: Recipe, network: HostNetwork): InstallChoice {
  const ways = listWays(recipe, machine.role);
  const way = ways.find(({ how }) => (cloud.install === null ? usable.includes(how.kind) : how.kind === cloud.install));
  if (way === undefined) {
    return { kind: 'refused', problems: [explainNoWay(cloud, machine, recipe)] };
  }
  if (!usable.includes(way.how.kind)) {
    return {
      kind: 'refused',
      problems: [`${describeWay(way.how)} Nutshell does not do that yet; choose another way to install.`],
    };
  }
  if (way.how.kind !== 'direct-kernel') {
    return { kind: 'chosen', install: { kind: 'attended', how: way.how.kind } };
  }
  if (machine.isoPath === null) {
    return { kind: 'refused', problems: [`${machine.name} has no ISO that its installer could be taken from. Choose one.`] };
  }
  const values = buildInstallValues({
    addresses: toCloudAddresses(cloud),
    machine: machine.name,
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
  const reading =
    values === null
      ? { kind: 'refused' as const, problems: [`${machine.name} has no address in the plan.`] }
      : buildInstall(recipe, way, { roleId: machine.role, values, reveal: markSecret });
  if (reading.kind === 'refused') {
    return { kind: 'refused', problems: reading.problems.map((problem) => `${machine.name}: ${problem}`) };
  }
  const { kernel } = reading.install;
  return kernel === null
    ? { kind: 'refused', problems: [`${recipe.title} names no kernel for ${machine.role}.`] }
    : { kind: 'chosen', install: { kind: 'unattended', install: { ...reading.install, kernel } } };
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
