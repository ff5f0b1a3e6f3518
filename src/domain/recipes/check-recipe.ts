import { suggestionFor } from '../suggest-name.ts';
import { checkTemplates } from './check-templates.ts';
import type { Recipe } from './recipe.ts';
import type { RecipeFault } from './recipe-fault.ts';

/** What the fields one by one cannot tell: names that name nothing, orders that go round, minimums above what is sensible. */
export function checkRecipe(recipe: Recipe): readonly RecipeFault[] {
  return [
    ...checkNames(recipe),
    ...checkReferences(recipe),
    ...checkOrder(recipe),
    ...checkSizes(recipe),
    ...checkKernelStart(recipe),
    ...checkTemplates(recipe),
  ];
}

function checkNames({ roles, shapes, addresses, settings, files, bootMenu }: Recipe): readonly RecipeFault[] {
  return [
    ...findTwice(
      'roles',
      roles.map(({ id }) => id),
    ),
    ...findTwice(
      'shapes',
      shapes.map(({ id }) => id),
    ),
    ...findTwice(
      'addresses',
      addresses.map(({ id }) => id),
    ),
    ...findTwice(
      'settings',
      settings.map(({ id }) => id),
    ),
    ...findTwice(
      'files',
      files.map(({ name }) => name),
    ),
    ...findTwice(
      'bootMenu.entries',
      (bootMenu?.entries ?? []).map(({ id }) => id),
    ),
  ];
}

function findTwice(field: string, names: readonly string[]): readonly RecipeFault[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ field: `${field}[${index}]`, message: `${name} is here twice. Give each its own name.` }]
      : [],
  );
}

function checkReferences(recipe: Recipe): readonly RecipeFault[] {
  const roleIds = recipe.roles.map(({ id }) => id);
  const entryIds = (recipe.bootMenu?.entries ?? []).map(({ id }) => id);
  const fileNames = recipe.files.map(({ name }) => name);
  const isRole = (field: string, id: string) => mustBeKnown(field, id, roleIds, 'roles');
  return [
    ...recipe.roles.flatMap(({ menuEntry, after }, at) => [
      ...mustBeKnown(`roles[${at}].menuEntry`, menuEntry, entryIds, 'entries in bootMenu'),
      ...after.flatMap(({ role }, index) => isRole(`roles[${at}].after[${index}].role`, role)),
    ]),
    ...recipe.shapes.flatMap(({ machines }, at) =>
      machines.flatMap(({ role }, index) => isRole(`shapes[${at}].machines[${index}].role`, role)),
    ),
    ...recipe.finish.flatMap(({ role }, at) => isRole(`finish[${at}].role`, role)),
    ...recipe.credentials.flatMap(({ role }, at) => isRole(`credentials[${at}].role`, role)),
    ...listRoleFilters(recipe).flatMap(([field, roles]) => roles.flatMap((id, index) => isRole(`${field}.roles[${index}]`, id))),
    ...mustBeKnown('bootMenu.default', recipe.bootMenu?.default ?? null, entryIds, 'entries'),
    ...recipe.install.flatMap(({ how }, at) =>
      ('files' in how ? how.files : []).flatMap((name) => mustBeKnown(`install[${at}].how.files`, name, fileNames, 'files')),
    ),
  ];
}

function listRoleFilters(recipe: Recipe): readonly (readonly [string, readonly string[]])[] {
  const of = (field: string, items: readonly { readonly roles: readonly string[] }[]) =>
    items.map(({ roles }, index) => [`${field}[${index}]`, roles] as const);
  const { addresses, install, files, questions, milestones, services, health, logs } = recipe;
  return [
    ...of('addresses', addresses),
    ...of('install', install),
    ...of('files', files),
    ...files.flatMap(({ parts }, index) => of(`files[${index}].parts`, parts)),
    ...of('questions', questions),
    ...of('milestones', milestones),
    ...of('services', services),
    ...of('health', health),
    ...of('logs', logs),
  ];
}

function mustBeKnown(field: string, name: string | null, known: readonly string[], noun: string): readonly RecipeFault[] {
  return name === null || known.includes(name)
    ? []
    : [{ field, message: `This recipe has no “${name}”. ${suggestionFor(name, known, noun)}` }];
}

/** Roles that wait for each other would never begin. */
function checkOrder({ roles }: Recipe): readonly RecipeFault[] {
  const before = new Map(roles.map(({ id, after }) => [id, after.map(({ role }) => role)]));
  return roles.flatMap(({ id }, index) => {
    const seen = new Set<string>();
    const queue = [...(before.get(id) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === id) {
        return [
          {
            field: `roles[${index}].after`,
            message: `${id} waits for itself, over what it comes after. One of them must be first.`,
          },
        ];
      }
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(...(before.get(next) ?? []));
      }
    }
    return [];
  });
}

function checkSizes({ roles, shapes, settings, addresses }: Recipe): readonly RecipeFault[] {
  const tooLittle = (field: string, what: string, minimum: number, sensible: number) =>
    minimum <= sensible ? [] : [{ field, message: `The sensible ${what} (${sensible}) is below the minimum (${minimum}).` }];
  return [
    ...roles.flatMap(({ hardware: { memory, vcpus, disks } }, at) => [
      ...tooLittle(`roles[${at}].hardware.memory`, 'memory', memory.minimumMiB, memory.sensibleMiB),
      ...tooLittle(`roles[${at}].hardware.vcpus`, 'number of processors', vcpus.minimum, vcpus.sensible),
      ...disks.flatMap((disk, index) =>
        tooLittle(`roles[${at}].hardware.disks[${index}]`, 'size', disk.minimumGiB, disk.sensibleGiB),
      ),
    ]),
    ...shapes.flatMap(({ machines }, at) =>
      machines.flatMap(({ minimum, maximum }, index) =>
        minimum <= maximum
          ? []
          : [
              {
                field: `shapes[${at}].machines[${index}]`,
                message: `The maximum (${maximum}) is below the minimum (${minimum}).`,
              },
            ],
      ),
    ),
    ...settings.flatMap(({ choices, default: usual }, at) =>
      choices.includes(usual)
        ? []
        : [{ field: `settings[${at}].default`, message: `${usual} is not among the choices: ${choices.join(', ')}.` }],
    ),
    ...addresses.flatMap(({ minimumAddresses, sensibleAddresses }, at) =>
      tooLittle(`addresses[${at}]`, 'number of addresses', minimumAddresses, sensibleAddresses),
    ),
  ];
}

/** The menu's way needs to know which entry and which keys. */
function checkKernelStart({ install, roles, bootMenu }: Recipe): readonly RecipeFault[] {
  return install.flatMap((way, at) => {
    if (way.how.kind !== 'boot-menu') {
      return [];
    }
    const lost = roles.find(({ id, menuEntry }) => menuEntry === null && (way.roles.length === 0 || way.roles.includes(id)));
    return bootMenu !== null && lost === undefined
      ? []
      : [
          {
            field: `install[${at}].how`,
            message: `The boot menu can be used only where the recipe has bootMenu, and ${lost?.id ?? 'every role'} a menuEntry.`,
          },
        ];
  });
}
