import type { OperationWay } from '#domain/activity/operation.ts';

/** Every place the window can show. Its address is the part after # in the URL, so that a reload keeps the place. */
export type Place =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'practice' }
  | { readonly kind: 'add-host' }
  | { readonly kind: 'recipes' }
  | { readonly kind: 'recipe'; readonly recipe: string; readonly tab: RecipeTab }
  | { readonly kind: 'host'; readonly hostId: string; readonly tab: HostTab }
  | { readonly kind: 'edit-host'; readonly hostId: string }
  | { readonly kind: 'launch'; readonly hostId: string }
  | { readonly kind: 'new-cloud'; readonly hostId: string }
  | { readonly kind: 'cloud'; readonly hostId: string; readonly cloud: string }
  | { readonly kind: 'take-down'; readonly hostId: string; readonly cloud: string }
  | { readonly kind: 'ec2'; readonly hostId: string; readonly cloud: string }
  | { readonly kind: 'verify'; readonly hostId: string; readonly cloud: string }
  | { readonly kind: 'machine'; readonly hostId: string; readonly machine: string; readonly tab: MachineTab }
  | { readonly kind: 'edit-machine'; readonly hostId: string; readonly machine: string }
  | { readonly kind: 'adopt-machine'; readonly hostId: string; readonly machine: string }
  | { readonly kind: 'destroy'; readonly hostId: string; readonly machine: string }
  | { readonly kind: 'new-checkpoint'; readonly hostId: string }
  | {
      readonly kind: 'checkpoint';
      readonly hostId: string;
      readonly checkpoint: string;
      readonly verb: 'restore' | 'delete';
    }
  | { readonly kind: 'operation'; readonly hostId: string; readonly operationId: string }
  /** What a resume or an undo would do, before it does. */
  | { readonly kind: 'continue-operation'; readonly hostId: string; readonly operationId: string; readonly way: OperationWay };

export const hostTabs = ['overview', 'machines', 'network', 'clouds', 'addresses', 'checkpoints', 'images', 'activity'] as const;
export type HostTab = (typeof hostTabs)[number];

export const machineTabs = ['overview', 'path', 'console', 'addresses', 'activity'] as const;
export type MachineTab = (typeof machineTabs)[number];

export const recipeTabs = ['overview', 'install', 'answers', 'use', 'file'] as const;
export type RecipeTab = (typeof recipeTabs)[number];

export function toHash(place: Place): string {
  return `#/${toSegments(place).map(encodeURIComponent).join('/')}`;
}

/** The last word of the address of a page. */
const pageWords = {
  'edit-host': 'edit',
  launch: 'launch',
  'new-cloud': 'new-cloud',
  'take-down': 'take-down',
  ec2: 'ec2',
  verify: 'verify',
  'edit-machine': 'edit',
  'adopt-machine': 'adopt',
  destroy: 'destroy',
} as const;

function toSegments(place: Place): readonly string[] {
  switch (place.kind) {
    case 'welcome':
    case 'practice':
    case 'recipes':
      return [place.kind];
    case 'recipe':
      return ['recipes', place.recipe, place.tab];
    case 'add-host':
      return ['hosts', 'add'];
    case 'host':
      return ['hosts', place.hostId, place.tab];
    case 'edit-host':
    case 'launch':
    case 'new-cloud':
      return ['hosts', place.hostId, pageWords[place.kind]];
    default:
      return toInnerSegments(place);
  }
}

type OuterKind = 'welcome' | 'practice' | 'recipes' | 'recipe' | 'add-host' | 'host' | 'edit-host' | 'launch' | 'new-cloud';
type InnerPlace = Exclude<Place, { readonly kind: OuterKind }>;

function toInnerSegments(place: InnerPlace): readonly string[] {
  switch (place.kind) {
    case 'machine':
      return ['hosts', place.hostId, 'machines', place.machine, place.tab];
    case 'edit-machine':
    case 'adopt-machine':
    case 'destroy':
      return ['hosts', place.hostId, 'machines', place.machine, pageWords[place.kind]];
    case 'cloud':
      return ['hosts', place.hostId, 'clouds', place.cloud];
    case 'take-down':
    case 'ec2':
    case 'verify':
      return ['hosts', place.hostId, 'clouds', place.cloud, pageWords[place.kind]];
    case 'new-checkpoint':
      return ['hosts', place.hostId, 'checkpoints', 'new'];
    case 'checkpoint':
      return ['hosts', place.hostId, 'checkpoints', place.checkpoint, place.verb];
    case 'operation':
      return ['hosts', place.hostId, 'operations', place.operationId];
    case 'continue-operation':
      return ['hosts', place.hostId, 'operations', place.operationId, place.way];
  }
}

/** null for an address that names no place: an old bookmark, a typing error. */
export function parsePlace(hash: string): Place | null {
  const segments = decodeSegments(hash);
  if (segments === null) {
    return null;
  }
  const [root, hostId, noun, name, tab] = segments;
  if (root === 'recipes') {
    return parseRecipePlace(hostId, noun);
  }
  if (root !== 'hosts') {
    return root === 'welcome' || root === 'practice' ? { kind: root } : null;
  }
  if (hostId === undefined) {
    return null;
  }
  if (hostId === 'add' && noun === undefined) {
    return { kind: 'add-host' };
  }
  return name === undefined ? parseHostPlace(hostId, noun) : parseInnerPlace(hostId, noun, name, tab);
}

function parseRecipePlace(recipe: string | undefined, tab = 'overview'): Place | null {
  if (recipe === undefined) {
    return { kind: 'recipes' };
  }
  const known = recipeTabs.find((candidate) => candidate === tab);
  return known === undefined ? null : { kind: 'recipe', recipe, tab: known };
}

function parseHostPlace(hostId: string, noun: string | undefined): Place | null {
  if (noun === 'edit') {
    return { kind: 'edit-host', hostId };
  }
  if (noun === 'launch' || noun === 'new-cloud') {
    return { kind: noun, hostId };
  }
  const tab = noun === undefined ? 'overview' : hostTabs.find((candidate) => candidate === noun);
  return tab === undefined ? null : { kind: 'host', hostId, tab };
}

const machinePages: Readonly<Record<string, 'destroy' | 'edit-machine' | 'adopt-machine' | undefined>> = {
  destroy: 'destroy',
  edit: 'edit-machine',
  adopt: 'adopt-machine',
};

const cloudPages = ['take-down', 'ec2', 'verify'] as const;

function parseInnerPlace(hostId: string, noun: string | undefined, name: string, tab: string | undefined): Place | null {
  if (noun === 'operations') {
    return parseOperationPlace(hostId, name, tab);
  }
  if (noun === 'checkpoints') {
    return parseCheckpointPlace(hostId, name, tab);
  }
  if (noun === 'clouds') {
    const kind = tab === undefined ? 'cloud' : cloudPages.find((page) => page === tab);
    return kind === undefined ? null : { kind, hostId, cloud: name };
  }
  if (noun !== 'machines') {
    return null;
  }
  const page = tab === undefined ? undefined : machinePages[tab];
  if (page !== undefined) {
    return { kind: page, hostId, machine: name };
  }
  const known = tab === undefined ? 'overview' : machineTabs.find((candidate) => candidate === tab);
  return known === undefined ? null : { kind: 'machine', hostId, machine: name, tab: known };
}

function parseOperationPlace(hostId: string, operationId: string, way: string | undefined): Place | null {
  if (way === undefined) {
    return { kind: 'operation', hostId, operationId };
  }
  return way === 'resume' || way === 'undo' ? { kind: 'continue-operation', hostId, operationId, way } : null;
}

/** What follows a checkpoint's name says what to do with it; without a word `new` is a checkpoint to be made. */
function parseCheckpointPlace(hostId: string, name: string, verb: string | undefined): Place | null {
  if (verb === undefined) {
    return name === 'new' ? { kind: 'new-checkpoint', hostId } : { kind: 'host', hostId, tab: 'checkpoints' };
  }
  return verb === 'restore' || verb === 'delete' ? { kind: 'checkpoint', hostId, checkpoint: name, verb } : null;
}

function decodeSegments(hash: string): readonly string[] | null {
  try {
    return hash
      .replace(/^#?\/?/, '')
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) {
      return null;
    }
    throw error;
  }
}

export function isSamePlace(one: Place, other: Place): boolean {
  return toHash(one) === toHash(other);
}
