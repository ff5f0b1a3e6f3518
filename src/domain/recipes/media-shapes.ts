import { list, optional, required } from '../yaml/collection-shapes.ts';
import { choice, text, wholeNumber } from '../yaml/scalar-shapes.ts';
import type { ValueOf } from '../yaml/shape.ts';
import { sign } from './install-shapes.ts';
import { statement } from './statement.ts';
import { entryId, isoPath, key, pattern, sentence, template } from './words.ts';

/** By what an ISO is known. Of each list that is not empty one must be met; of entries and files, all. */
const recognition = statement('what the medium is recognised by', {
  volumeLabels: optional(list(pattern), []),
  menuTitles: optional(list(pattern), []),
  menuEntries: optional(list(entryId), []),
  files: optional(list(isoPath), []),
});

export const media = statement('the medium', {
  /** `installer`: what boots installs the cloud. `system`: it installs an operating system, and a script then the cloud. */
  kind: required(choice('installer', 'system')),
  examples: optional(list(text()), []),
  recognise: required(recognition),
  note: optional(sentence, null),
});

const menuEntry = statement('an entry of the boot menu', {
  id: required(entryId),
  title: required(text()),
  /** What to press from the moment the menu is on the screen. */
  keys: required(list(key, { min: 1, max: 40 })),
  /** What the entry gives the kernel, without the initrd. */
  words: optional(list(template), []),
});

export const bootMenu = statement('the boot menu', {
  loader: required(choice('isolinux', 'grub')),
  title: optional(text(), null),
  /** Until the default starts by itself; left out, the menu waits. */
  timeoutSeconds: optional(wholeNumber({ min: 0, max: 3_600, unit: 'seconds' }), null),
  default: optional(entryId, null),
  /** What stands on the screen when the menu is there; left out, the title of the entry that is wanted. */
  shows: optional(list(text(), { max: 10 }), []),
  /** By what is seen that an entry has begun, besides that the menu is gone. */
  begun: optional(sign, null),
  entries: required(list(menuEntry, { min: 1, max: 40 })),
  note: optional(sentence, null),
});

export type Media = NonNullable<ValueOf<typeof media>>;
export type Recognition = Media['recognise'];
export type RecipeBootMenu = NonNullable<ValueOf<typeof bootMenu>>;
export type RecipeMenuEntry = RecipeBootMenu['entries'][number];
