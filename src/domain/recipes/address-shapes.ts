import { list, optional, required } from '../yaml/collection-shapes.ts';
import { choice, text, wholeNumber } from '../yaml/scalar-shapes.ts';
import type { ValueOf } from '../yaml/shape.ts';
import { statement } from './statement.ts';
import { id, sentence } from './words.ts';

const addresses = wholeNumber({ min: 1, max: 65_536, unit: 'addresses' });

/** Addresses that a cloud wants beside those of its machines. */
export const addressRange = statement('an address range', {
  id: required(id),
  /** As the installer calls it. */
  title: required(text()),
  explanation: optional(sentence, null),
  /** Which machines are told of it; empty: all. */
  roles: optional(list(id), []),
  /** How it may be written. `range-or-list`: one range with a dash, or addresses with blanks. `subnet`: a network, all of it. */
  notation: required(choice('address', 'range', 'range-or-list', 'subnet')),
  /** `machine-network`: in the subnet of the machines' first network card. `own`: nobody else may have it. */
  lies: required(choice('machine-network', 'own')),
  /** `cloud`: one for the cloud. `inside`: seen within one machine only, so two clouds may have the same. */
  scope: optional(choice('cloud', 'inside'), 'cloud'),
  minimumAddresses: optional(addresses, 1),
  sensibleAddresses: optional(addresses, 1),
  /** What the installer proposes. */
  default: optional(text({ pattern: /^[0-9.]+(\/\d{1,2}|-[0-9.]+)?$/, what: 'addresses such as 172.31.254.0/23' }), null),
  rules: optional(list(sentence), []),
});

/** A number of the cloud's network that a person may choose. */
export const setting = statement('a setting', {
  id: required(id),
  title: required(text()),
  explanation: optional(sentence, null),
  choices: required(list(wholeNumber({ min: 0, max: 1_000_000 }), { min: 1 })),
  default: required(wholeNumber({ min: 0, max: 1_000_000 })),
  rules: optional(list(sentence), []),
});

export type RecipeAddressRange = NonNullable<ValueOf<typeof addressRange>>;
export type RecipeSetting = NonNullable<ValueOf<typeof setting>>;
