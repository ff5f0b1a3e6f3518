import { list, optional, required } from '../yaml/collection-shapes.ts';
import { text, wholeNumber } from '../yaml/scalar-shapes.ts';
import type { ValueOf } from '../yaml/shape.ts';
import { addressRange, setting } from './address-shapes.ts';
import { statement } from './statement.ts';
import { generatedFile, installWay, logFile, milestone, question } from './install-shapes.ts';
import { cloudShape, machineModel, role } from './machine-shapes.ts';
import { bootMenu, media } from './media-shapes.ts';
import { api, credentialSource, finishingStep, healthCheck, login, service } from './use-shapes.ts';
import { id, macPrefix, sentence } from './words.ts';

/** The format that this Nutshell reads. */
export const recipeVersion = 1;

/** A cloud as data: what its medium is, how it installs, of which machines and addresses it is made, how it is used afterwards. */
export const recipeShape = statement('a recipe', {
  recipe: required(wholeNumber({ min: recipeVersion, max: recipeVersion })),
  id: required(id),
  title: required(text({ maxLength: 80 })),
  summary: required(sentence),
  /** When it was current: "2013", "today". */
  era: required(text({ maxLength: 40 })),
  media: required(media),
  bootMenu: optional(bootMenu, null),
  machine: required(machineModel),
  roles: required(list(role, { min: 1, max: 20 })),
  shapes: required(list(cloudShape, { min: 1, max: 20 })),
  addresses: optional(list(addressRange, { max: 20 }), []),
  settings: optional(list(setting, { max: 20 }), []),
  /** A DHCP server on the machines' network must leave these alone: the cloud gives addresses to its instances itself. */
  dhcpIgnores: optional(list(macPrefix), []),
  install: required(list(installWay, { min: 1, max: 10 })),
  files: optional(list(generatedFile, { max: 20 }), []),
  questions: optional(list(question, { max: 100 }), []),
  finish: optional(list(finishingStep, { max: 20 }), []),
  milestones: optional(list(milestone, { max: 60 }), []),
  services: optional(list(service), []),
  logins: optional(list(login, { max: 20 }), []),
  api: optional(api, null),
  credentials: optional(list(credentialSource, { max: 20 }), []),
  health: optional(list(healthCheck, { max: 60 }), []),
  logs: optional(list(logFile, { max: 60 }), []),
  notes: optional(list(sentence, { max: 40 }), []),
});

export type Recipe = NonNullable<ValueOf<typeof recipeShape>>;
