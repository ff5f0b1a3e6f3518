export type WebArguments =
  /** Port 0 lets the system choose a free one. */
  { readonly kind: 'serve'; readonly port: number } | { readonly kind: 'wrong'; readonly sentence: string };

const usage = 'Use: node out/node/web.js [--port N]';

export function parseWebArguments(args: readonly string[]): WebArguments {
  if (args.length === 0) {
    return { kind: 'serve', port: 0 };
  }
  const text = args.join('=');
  const match = /^--port=(\d{1,5})$/.exec(text);
  const port = Number(match?.[1]);
  if (!match) {
    return { kind: 'wrong', sentence: `${JSON.stringify(args.join(' '))} is not understood. ${usage}` };
  }
  return port <= 65_535
    ? { kind: 'serve', port }
    : { kind: 'wrong', sentence: `There is no port ${port}: the last one is 65535. ${usage}` };
}
