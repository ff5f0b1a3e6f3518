import { choice, text } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

/** The kinds of words that recipes are made of. */

export const id = text({ what: 'a short name of lower-case letters, digits and dashes', pattern: /^[a-z0-9][a-z0-9-]{0,47}$/ });

/** A boot loader's own name for an entry. */
export const entryId = text({ what: "a boot loader's name of an entry", pattern: /^[\w.+-]{1,100}$/ });

export const isoPath = text({
  what: 'a path in the ISO such as /isolinux/vmlinuz',
  pattern: /^(\/(?!\.{1,2}(\/|$))[\w.+@~-]+)+$/,
  maxLength: 200,
});

export const hostPath = text({ what: 'a whole path such as /var/log/messages', pattern: /^\/[\w./*{}+@~-]*$/, maxLength: 300 });

export const fileName = text({ what: 'the name of a file such as ks.cfg', pattern: /^[a-z0-9][a-z0-9._-]{0,62}$/i });

/** Any text in which * stands for whatever is there. */
export const pattern = text({ what: 'a text, in which * stands for anything', maxLength: 200 });

export const macPrefix = text({
  what: 'the first bytes of a MAC address such as d0:0d',
  pattern: /^[0-9a-f]{2}(:[0-9a-f]{2}){0,4}$/,
});

/** A text with {{values}} in it. */
export const template = text({ what: 'a text, with values in {{…}}', maxLength: 1_000 });

export const longTemplate = text({ what: 'a text, with values in {{…}}', maxLength: 40_000, isLong: true });

export const sentence = text({ what: 'a sentence', maxLength: 1_000 });

const namedKeys = [
  'enter',
  'tab',
  'shift-tab',
  'escape',
  'space',
  'up',
  'down',
  'left',
  'right',
  'home',
  'end',
  'page-up',
  'page-down',
];

/** A key as it is pressed: one character, or its name. */
export const key: Shape<string> = text({
  what: `one character, f1 to f12, or one of ${namedKeys.join(', ')}`,
  pattern: new RegExp(`^([!-~]|f[1-9]|f1[0-2]|${namedKeys.join('|')})$`),
});

export const protocol = choice('tcp', 'udp');
