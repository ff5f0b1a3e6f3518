import { execFileSync, spawn, type ChildProcess } from 'node:child_process';

/** A bridge with a link for each machine, in a namespace: a veth stands for a tap, and a broadcast reaches them all. */
export function buildBridgeHost(namespace: string, machines: number): void {
  const guests = `${namespace}-guests`;
  const numbers = Array.from({ length: machines }, (_, at) => at);
  execFileSync('ip', ['netns', 'add', namespace]);
  execFileSync('ip', ['netns', 'add', guests]);
  batch(namespace, [
    'link add br0 type bridge forward_delay 0 stp_state 0',
    'link set br0 up',
    'addr add 10.9.0.1/16 dev br0',
    ...numbers.flatMap((at) => [
      `link add tap${at} type veth peer name eth${at} netns ${guests}`,
      `link set tap${at} master br0`,
      `link set tap${at} up`,
    ]),
  ]);
  batch(
    guests,
    numbers.map((at) => `link set eth${at} up`),
  );
}

function batch(namespace: string, lines: readonly string[]): void {
  execFileSync('ip', ['-n', namespace, '-batch', '-'], { input: `${lines.join('\n')}\n` });
}

export function removeBridgeHost(namespace: string): void {
  for (const each of [namespace, `${namespace}-guests`]) {
    execFileSync('ip', ['netns', 'del', each]);
  }
}

export function startIn(namespace: string, argv: readonly string[], input?: string): ChildProcess {
  const child = spawn('ip', ['netns', 'exec', namespace, ...argv], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(input);
  return child;
}
