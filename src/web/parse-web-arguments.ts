import { parseArgs } from 'node:util';
import { isPagePlace } from '#contract/page/page-place.ts';

export type WebArguments =
  | {
      readonly kind: 'serve';
      /** 0 lets the system choose a free one. */
      readonly port: number;
      /** Whether the person's browser is opened on the address. */
      readonly opensBrowser: boolean;
      /** Which place of the window is shown first; null for its own choice. */
      readonly place: string | null;
    }
  | { readonly kind: 'wrong'; readonly sentence: string };

const usage = 'Use: node out/node/web.js [--port N] [--open] [--place /hosts/NAME]';

export function parseWebArguments(args: readonly string[]): WebArguments {
  const values = readOptions(args);
  if (!values) {
    return { kind: 'wrong', sentence: `${JSON.stringify(args.join(' '))} is not understood. ${usage}` };
  }
  const { port = '0', open = false, place = null } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return { kind: 'wrong', sentence: `There is no port ${JSON.stringify(port)}: ports are numbers up to 65535. ${usage}` };
  }
  if (place !== null && !isPagePlace(place)) {
    return { kind: 'wrong', sentence: `${JSON.stringify(place)} is no place of the window. ${usage}` };
  }
  return { kind: 'serve', port: Number(port), opensBrowser: open, place };
}

/** null where parseArgs throws, which it does for everything it does not know. */
function readOptions(args: readonly string[]) {
  try {
    const options = { port: { type: 'string' }, open: { type: 'boolean' }, place: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return null;
  }
}
